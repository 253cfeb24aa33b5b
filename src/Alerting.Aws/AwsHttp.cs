using Alerting.Channels;
using Amazon.Runtime;

namespace Alerting.Aws;

/// <summary>
/// The connections to AWS, shared by the clients of all services, so that they can be opened before the first event.
/// </summary>
/// <param name="network">Null for the real one.</param>
public sealed class AwsHttp(HttpMessageHandler? network = null) : HttpClientFactory, IDisposable
{
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

    /// <summary>By an unsigned request.</summary>
    public async Task OpenAsync(Uri endpoint)
    {
        using var client = new HttpClient(_network, disposeHandler: false);
        await HostConnection.OpenAsync(client, HttpMethod.Get, endpoint, TimeProvider.System);
    }

    public void Dispose() => _network.Dispose();
}
