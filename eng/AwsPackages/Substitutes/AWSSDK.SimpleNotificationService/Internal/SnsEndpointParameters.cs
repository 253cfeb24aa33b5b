using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Util;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>Determines the endpoint: region, variants, or an explicit URL.</summary>
internal sealed class SnsEndpointParameters : EndpointParameters
{
    public string Region { get; private init; }

    public bool UseDualStack { get; private init; }

    public bool UseFips { get; private init; }

    public string Endpoint { get; private init; }

    public static SnsEndpointParameters From(IClientConfig config, string alternateRegion) => new()
    {
        Region = alternateRegion ?? config.RegionEndpoint?.SystemName ?? RegionOf(config),
        UseDualStack = config.UseDualstackEndpoint,
        UseFips = config.UseFIPSEndpoint,
        Endpoint = config.ServiceURL,
    };

    private static string RegionOf(IClientConfig config)
    {
        if (!string.IsNullOrEmpty(config.AuthenticationRegion))
        {
            return config.AuthenticationRegion;
        }

        return string.IsNullOrEmpty(config.ServiceURL) ? null : AWSSDKUtils.DetermineRegion(config.ServiceURL);
    }
}
