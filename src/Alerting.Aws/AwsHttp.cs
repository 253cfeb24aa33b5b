using Amazon.Runtime;

namespace Alerting.Aws;

/// <summary>
/// The connections to AWS, shared by the clients of all services, so that they can be opened before the first event:
/// a handshake takes a seventh of a core much longer than a whole one.
/// </summary>
/// <param name="network">Null for the real one.</param>
public sealed class AwsHttp(HttpMessageHandler? network = null) : HttpClientFactory, IDisposable
{
    private static readonly TimeSpan LongestOpening = TimeSpan.FromSeconds(2);

    private readonly HttpMessageHandler _network = network ?? new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(2),
    };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var client = new HttpClient(_network, disposeHandler: false);
        if (clientConfig.Timeout is { } timeout)
            client.Timeout = timeout;
        return client;
    }

    /// <summary>
    /// Opens a connection by an unsigned request, whose answer does not matter: failures are the first call's to report.
    /// </summary>
    public async Task OpenAsync(Uri endpoint)
    {
        using var client = new HttpClient(_network, disposeHandler: false) { Timeout = LongestOpening };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
            using var response = await client.SendAsync(request);
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            // The first call tries again and says what is wrong.
        }
    }

    public void Dispose() => _network.Dispose();
}
