using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>
/// Always the SDK's standard mode. See
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html.
/// </summary>
internal sealed class SnsDefaultConfiguration : IDefaultConfigurationProvider, IDefaultConfiguration
{
    private static readonly TimeSpan Connecting = TimeSpan.FromMilliseconds(3100);

    public DefaultConfigurationMode Name => DefaultConfigurationMode.Standard;

    public RequestRetryMode RetryMode => RequestRetryMode.Standard;

    public S3UsEast1RegionalEndpointValue S3UsEast1RegionalEndpoint => S3UsEast1RegionalEndpointValue.Regional;

    public TimeSpan? ConnectTimeout => Connecting;

    public TimeSpan? TlsNegotiationTimeout => Connecting;

    public TimeSpan? TimeToFirstByteTimeout => null;

    public TimeSpan? HttpRequestTimeout => null;

    public IDefaultConfiguration GetDefaultConfiguration(
        RegionEndpoint clientRegion, DefaultConfigurationMode? requestedConfigurationMode = null) => this;
}
