using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace Alerting.Aws.Signed;

/// <summary>Calls services of AWS that have no client here, on the connections of the others.</summary>
public sealed class SignedHttp(AwsHttp http, Func<string, string?> environment, TimeProvider time) : IDisposable
{
    private readonly HttpClient _client = http.CreateHttpClient(new AmazonDynamoDBConfig());
    private readonly Lazy<AWSCredentials> _credentials = new(
        () => DefaultAWSCredentialsIdentityResolver.GetCredentials(new AmazonDynamoDBConfig()));

    /// <summary>Null where it is not set, on a command line for instance.</summary>
    public string? Region => environment("AWS_REGION");

    /// <param name="most">Of the answer; a longer one is not read on.</param>
    public async Task<SignedResponse> PostAsync(
        string service, string region, IReadOnlyList<(string Name, string Value)> headers, ReadOnlyMemory<byte> body,
        int most, CancellationToken cancellation)
    {
        var address = AwsSignature.Endpoint(environment, service, region);
        var signed = AwsSignature.Headers(await _credentials.Value.GetCredentialsAsync(), region,
            service, HttpMethod.Post, address, headers, body.Span, time.GetUtcNow().UtcDateTime);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ReadOnlyMemoryContent(body),
        };
        foreach (var (name, value) in signed)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }
        using var response =
            await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        return new SignedResponse((int)response.StatusCode, await ReadAsync(stream, most, cancellation));
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Null if it is longer.</summary>
    private static async Task<byte[]?> ReadAsync(Stream stream, int most, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = new byte[32 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (body.Length + read > most)
                return null;
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }
}

/// <param name="Body">Null if it was too long to be read.</param>
public sealed record SignedResponse(int Status, byte[]? Body)
{
    public bool IsError => Status is < 200 or > 299;
}
