using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>
/// <c>https://sns.{region}.amazonaws.com</c> and its variants. See
/// https://docs.aws.amazon.com/general/latest/gr/sns.html.
/// </summary>
internal sealed class SnsEndpointProvider : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var wanted = (SnsEndpointParameters)parameters;
        if (!string.IsNullOrEmpty(wanted.Endpoint))
        {
            return new Endpoint(wanted.Endpoint);
        }

        if (string.IsNullOrEmpty(wanted.Region))
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        var suffix = RegionEndpoint.GetBySystemName(wanted.Region).PartitionDnsSuffix;
        if (wanted.UseDualStack)
        {
            suffix = suffix == "amazonaws.com" ? "api.aws" : "api.amazonwebservices.com.cn";
        }

        return new Endpoint($"https://sns{(wanted.UseFips ? "-fips" : string.Empty)}.{wanted.Region}.{suffix}");
    }
}
