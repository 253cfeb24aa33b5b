using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal.Auth;

namespace Alerting.Cli.Deployments;

/// <summary>
/// Calls services of AWS that have no client here, CloudFormation and CloudWatch Logs, with the SDK's credentials and
/// signature.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html</remarks>
internal sealed class SignedCalls : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new() { Timeout = Patience };
    private readonly ImmutableCredentials _credentials;
    private readonly Func<string, string?> _environment;

    internal SignedCalls(string region, ImmutableCredentials credentials, Func<string, string?> environment) =>
        (Region, _credentials, _environment) = (region, credentials, environment);

    public string Region { get; }

    public static async Task<SignedCalls> CreateAsync(Func<string, string?> environment)
    {
        var region = AwsClients.Region();
        var credentials = DefaultAWSCredentialsIdentityResolver.GetCredentials(new AmazonDynamoDBConfig());
        return new SignedCalls(region, await credentials.GetCredentialsAsync(), environment);
    }

    /// <param name="target">Of the JSON protocol, such as <c>Logs_20140328.StartQuery</c>.</param>
    public async Task<SignedAnswer> PostAsync(string service, string body, string contentType, string? target = null)
    {
        var address = Endpoint(service);
        var bytes = Encoding.UTF8.GetBytes(body);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = contentType,
            ["host"] = address.Authority,
            ["x-amz-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
        };
        if (_credentials.Token is { Length: > 0 } token)
            headers["x-amz-security-token"] = token;
        if (target is not null)
            headers["x-amz-target"] = target;
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        foreach (var (name, value) in headers.Where(header => header.Key[0] == 'x'))
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Authorization", Sign(service, headers, bytes, now));
        using var response = await _http.SendAsync(request);
        return new SignedAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();

    private string Sign(string service, SortedDictionary<string, string> headers, byte[] body, DateTime now)
    {
        var names = string.Join(';', headers.Keys);
        var lines = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        return AWS4Signer.ComputeSignature(
            _credentials, Region, now, service, names, $"POST\n/\n\n{lines}\n{names}\n{hash}").ForAuthorizationHeader;
    }

    /// <summary>The variables of AWS's own tools: for one service, then for all.</summary>
    private Uri Endpoint(string service) =>
        new((_environment($"AWS_ENDPOINT_URL_{service.ToUpperInvariant()}") ?? _environment("AWS_ENDPOINT_URL"))
            is { Length: > 0 } given ? given
            : $"https://{service}.{Region}.{RegionEndpoint.GetBySystemName(Region).PartitionDnsSuffix}");
}
