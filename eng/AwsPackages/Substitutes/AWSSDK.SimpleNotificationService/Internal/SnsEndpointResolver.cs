using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>Passes the endpoint's parameters to the SDK's pipeline.</summary>
internal sealed class SnsEndpointResolver : BaseEndpointResolver
{
    protected override void ServiceSpecificHandler(
        IExecutionContext executionContext, EndpointParameters parameters) =>
        InjectHostPrefix(executionContext.RequestContext);

    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        SnsEndpointParameters.From(requestContext.ClientConfig, requestContext.Request.AlternateEndpoint?.SystemName);
}
