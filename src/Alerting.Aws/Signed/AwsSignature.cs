using System.Globalization;
using System.Security.Cryptography;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;

namespace Alerting.Aws.Signed;

/// <summary>Signs requests to services of AWS that have no client here, with the SDK's signature.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html</remarks>
public static class AwsSignature
{
    /// <summary>Headers to send, with their signature. The host is signed, too, and sent by the HTTP client.</summary>
    /// <param name="headers">In lower case.</param>
    public static IReadOnlyList<(string Name, string Value)> Headers(
        ImmutableCredentials credentials, string region, string service, HttpMethod method, Uri address,
        IReadOnlyList<(string Name, string Value)> headers, ReadOnlySpan<byte> body, DateTime now)
    {
        var signed = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = address.Authority,
            ["x-amz-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
        };
        if (credentials.Token is { Length: > 0 } token)
            signed["x-amz-security-token"] = token;
        foreach (var (name, value) in headers)
            signed[name] = value;
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        var signature = Of(credentials, region, service, method, address.AbsolutePath, query: "", signed, hash, now);
        return [.. signed.Where(header => header.Key != "host").Select(header => (header.Key, header.Value)),
            ("Authorization", signature.ForAuthorizationHeader)];
    }

    /// <summary>The variables of AWS's own tools: for one service, then for all.</summary>
    public static Uri Endpoint(Func<string, string?> environment, string service, string region) =>
        new((environment($"AWS_ENDPOINT_URL_{service.ToUpperInvariant()}") ?? environment("AWS_ENDPOINT_URL"))
            is { Length: > 0 } given ? given
            : $"https://{service}.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}");

    private static AWS4SigningResult Of(
        ImmutableCredentials credentials, string region, string service, HttpMethod method, string path, string query,
        SortedDictionary<string, string> headers, string hash, DateTime now)
    {
        var names = string.Join(';', headers.Keys);
        var lines = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        return AWS4Signer.ComputeSignature(
            credentials, region, now, service, names, $"{method}\n{path}\n{query}\n{lines}\n{names}\n{hash}");
    }
}
