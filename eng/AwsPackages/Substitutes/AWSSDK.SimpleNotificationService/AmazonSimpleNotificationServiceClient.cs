using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.SimpleNotificationService.Internal;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService;

/// <summary>
/// The SNS client. The AWS SDK provides credentials, signing (Signature Version 4, service <c>sns</c>), retries and the
/// exceptions' base classes. See https://docs.aws.amazon.com/sns/latest/api/API_Publish.html.
/// </summary>
public partial class AmazonSimpleNotificationServiceClient : AmazonServiceClient, IAmazonSimpleNotificationService
{
    protected override IServiceMetadata ServiceMetadata { get; } = new SnsMetadata();

    public virtual Task<PublishResponse> PublishAsync(
        string topicArn, string message, CancellationToken cancellationToken = default) =>
        PublishAsync(new PublishRequest(topicArn, message), cancellationToken);

    public virtual Task<PublishResponse> PublishAsync(
        string topicArn, string message, string subject, CancellationToken cancellationToken = default) =>
        PublishAsync(new PublishRequest(topicArn, message, subject), cancellationToken);

    public virtual Task<PublishResponse> PublishAsync(
        PublishRequest request, CancellationToken cancellationToken = default) =>
       
        CallAsync<PublishResponse>(request, PublishResponseUnmarshaller.Instance, cancellationToken);

    public virtual Task<PublishBatchResponse> PublishBatchAsync(
        PublishBatchRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PublishBatchResponse>(request, PublishBatchResponseUnmarshaller.Instance, cancellationToken);

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new SnsEndpointResolver());
        pipeline.AddHandlerAfter<SnsEndpointResolver>(new SnsAuthResolver());
    }

    private Task<TResponse> CallAsync<TResponse>(
        AmazonWebServiceRequest request, ResponseUnmarshaller unmarshaller, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(
            request,
            new InvokeOptions
            {
                RequestMarshaller = SnsRequestMarshaller.Instance,
                ResponseUnmarshaller = unmarshaller,
            },
            cancellationToken);
}
