using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;

namespace Alerting.Channels;

/// <summary>Posts JSON payloads to webhooks: Slack.</summary>
/// <remarks>
/// One client for all: connections are kept, and renewed each five minutes so that a change of DNS is seen. Redirects are
/// not followed, since they could lead a payload to another host.
/// </remarks>
public sealed class HttpSender(TimeProvider time, HttpMessageHandler? handler = null) : ISender, IDisposable
{
    /// <summary>A service that has not answered by then is taken to be away.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpClient _client = new(handler ?? Handler()) { Timeout = Timeout };

    public bool Serves(string channel) => channel is "slack";

    public async Task<Verdict> SendAsync(Delivery delivery, string address, CancellationToken cancellation)
    {
        if (!IsAllowed(address, out var uri))
            return new Verdict.Rejected("the webhook address is not an https URL");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = Content(delivery.Payload) };
            request.Headers.TryAddWithoutValidation("X-Request-Id", delivery.Id);
            using var response = await _client.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsStringAsync(cancellation);
            return HttpVerdict.Of(response.StatusCode, response.Headers, body, time.GetUtcNow());
        }
        catch (HttpRequestException failure)
        {
            return Failure(failure);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Verdict.Retry($"no answer within {Timeout.TotalSeconds:0} s");
        }
    }

    public void Dispose() => _client.Dispose();

    private static ReadOnlyMemoryContent Content(Payload payload)
    {
        var bytes = payload is JsonPayload json ? json.Utf8 : System.Text.Encoding.UTF8.GetBytes(payload.ToString());
        return new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = Json } };
    }

    /// <summary>https anywhere; plain http on this machine only.</summary>
    private static bool IsAllowed(string address, out Uri? uri) =>
        Uri.TryCreate(address, UriKind.Absolute, out uri) &&
        (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    /// <summary>The exception's own message holds the host and sometimes more, so the error's name must do.</summary>
    private static Verdict.Retry Failure(HttpRequestException failure) => new(failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the host name cannot be resolved",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "no secure connection",
        var other => $"the exchange broke off ({other})",
    });

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
    };
}
