using System.Text;
using Alerting.Aws.Signed;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;

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
        var address = AwsSignature.Endpoint(_environment, service, Region);
        var bytes = Encoding.UTF8.GetBytes(body);
        List<(string, string)> headers = [("content-type", contentType)];
        if (target is not null)
            headers.Add(("x-amz-target", target));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(bytes) };
        foreach (var (name, value) in AwsSignature.Headers(_credentials, Region, service, HttpMethod.Post, address,
            headers, bytes, TimeProvider.System.GetUtcNow().UtcDateTime))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await _http.SendAsync(request);
        return new SignedAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}
