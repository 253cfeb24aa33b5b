using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.SimpleNotificationService.Internal;
using Amazon.Util.Internal;

namespace Amazon.SimpleNotificationService;

/// <summary>
/// The client's configuration. The base class reads <c>AWS_ENDPOINT_URL_SNS</c> and <c>AWS_REGION</c>.
/// See https://docs.aws.amazon.com/general/latest/gr/sns.html.
/// </summary>
public class AmazonSimpleNotificationServiceConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("SNS", "4.0.2.11");

    public AmazonSimpleNotificationServiceConfig()
        : base(new SnsDefaultConfiguration())
    {
        ServiceId = "SNS";
        AuthenticationServiceName = "sns";
        EndpointProvider = new SnsEndpointProvider();
    }

    public override string RegionEndpointServiceName => "sns";

    public override string ServiceVersion => "2010-03-31";

    public override string UserAgent => Agent;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(
            SnsEndpointParameters.From(this, parameters.AlternateEndpoint?.SystemName));
}
