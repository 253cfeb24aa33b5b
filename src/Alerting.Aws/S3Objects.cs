using System.Globalization;
using System.Net;
using Alerting.Configuration;
using Amazon;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal.Auth;

namespace Alerting.Aws;

/// <summary>Reads small objects by a signed GET, so that no client of S3 is in the functions.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html</remarks>
/// <param name="credentials">Null for those of the function.</param>
public sealed class S3Objects(
    Func<string, string?> environment, AwsHttp http, TimeProvider time, AWSCredentials? credentials = null)
    : IDisposable
{
    public const string Scheme = "s3://";

    /// <summary>As many characters as a configuration may have, in UTF-8.</summary>
    private const int MaxBytes = 4_000_000;

    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lazy<HttpClient> _client = new(() =>
    {
        var client = http.CreateHttpClient(new AmazonDynamoDBConfig { Timeout = Patience });
        client.MaxResponseContentBufferSize = MaxBytes;
        return client;
    });

    /// <param name="location"><c>s3://bucket/key</c>, in the region of the function.</param>
    /// <exception cref="SecretException">It could not be read.</exception>
    public async Task<string> ReadAsync(string location, CancellationToken cancellation)
    {
        if (location[Scheme.Length..].Split('/', 2) is not [{ Length: > 0 } bucket, { Length: > 0 } key])
            throw new SecretException($"{location} is not an object. Write s3://bucket/key.");
        try
        {
            using var request = await RequestAsync(bucket, key);
            using var response = await _client.Value.SendAsync(request, cancellation);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsStringAsync(cancellation)
                : throw new SecretException(Sentence(location, response));
        }
        catch (Exception failure) when (Unreachable.Is(failure, cancellation)
            || failure is HttpRequestException or AmazonClientException)
        {
            throw new SecretException($"The object {location} could not be read: S3 cannot be reached.", failure);
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private async Task<HttpRequestMessage> RequestAsync(string bucket, string key)
    {
        var region = environment("AWS_REGION") ?? environment("AWS_DEFAULT_REGION") ?? "us-east-1";
        var keys = await (credentials
            ?? DefaultAWSCredentialsIdentityResolver.GetCredentials(new AmazonDynamoDBConfig())).GetCredentialsAsync();
        // The bucket stands in the path: a dot in its name would not fit the certificate.
        var path = $"/{bucket}/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}";
        var address = new Uri(Endpoint(region), path);
        var now = time.GetUtcNow().UtcDateTime;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = address.Authority,
            ["x-amz-content-sha256"] = EmptyHash,
            ["x-amz-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
        };
        if (keys.Token is { Length: > 0 } token)
            headers["x-amz-security-token"] = token;
        var names = string.Join(';', headers.Keys);
        var lines = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        var signature = AWS4Signer.ComputeSignature(
            keys, region, now, "s3", names, $"GET\n{path}\n\n{lines}\n{names}\n{EmptyHash}");
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers.Where(header => header.Key[0] == 'x'))
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        return request;
    }

    /// <summary>The variables of AWS's own tools: for S3, then for all.</summary>
    private Uri Endpoint(string region) => new(
        (environment("AWS_ENDPOINT_URL_S3") ?? environment("AWS_ENDPOINT_URL")) is { Length: > 0 } given ? given
            : $"https://s3.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}");

    private static string Sentence(string location, HttpResponseMessage response) =>
        $"The object {location} could not be read: " + response switch
        {
            { StatusCode: HttpStatusCode.NotFound } => "it does not exist. Correct its bucket or its key.",
            { StatusCode: HttpStatusCode.Forbidden } => "this function's role may not call s3:GetObject on it, or it " +
                "does not exist. Name it in the stack's parameter ConfigObjects.",
            { StatusCode: HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect } =>
                $"its bucket is in {Region(response)}. Use a bucket in the stack's region.",
            _ => $"S3 answered HTTP {(int)response.StatusCode}.",
        };

    private static string Region(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-amz-bucket-region", out var values) ? values.First() : "another region";
}
