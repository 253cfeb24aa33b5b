using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Alerting.Text;

namespace Alerting.Channels;

/// <summary>Sends to all HTTP channels.</summary>
/// <remarks>
/// Connections are reused, and renewed every five minutes to notice DNS changes. Redirects are not followed, because
/// they could send a payload to another host.
/// </remarks>
/// <param name="timeout">10 s by default.</param>
public sealed class HttpSender(TimeProvider time, HttpMessageHandler? handler = null, TimeSpan? timeout = null)
    : ISender, IDisposable
{
    /// <summary>Enough for every service's response; a hostile one must not fill the memory.</summary>
    private const int MaxAnswer = 64 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpClient _client = new(handler ?? Handler()) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(10);

    public Task OpenAsync(Uri host) => HostConnection.OpenAsync(_client, HttpMethod.Head, host, time);

    public bool Serves(string channel) => Requests(channel) is not null;

    public async Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        if (Requests(delivery.Target.Channel) is not { } requests)
            return new Verdict.Rejected($"{delivery.Target.Channel} is not an HTTP channel");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            return await SendAsync(requests, delivery, settings, limit.Token);
        }
        catch (SettingException unusable)
        {
            return new Verdict.Rejected(unusable.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Verdict.Retry($"timed out after {DurationText.Of(_timeout)}");
        }
    }

    private async Task<Verdict> SendAsync(
        IChannelRequests requests, Delivery delivery, TargetSettings settings, CancellationToken limit)
    {
        Verdict verdict = new Verdict.NotSent("nothing to send");
        HttpCall? failedOptional = null;
        foreach (var call in requests.Calls(delivery, settings, time.GetUtcNow()))
        {
            var (result, answer) = await CallAsync(call, delivery.Id, limit);
            if (call.IsOptional && result is not Verdict.Delivered)
            {
                failedOptional = result is Verdict.Retry ? call : null;
                continue;
            }
            verdict = result is Verdict.Delivered && requests.ReturnsReference(delivery.Target)
                ? Delivered(result.Reason, delivery.Thread, requests.ThreadOf(answer)) : result;
            if (verdict.IsFailure)
                break;
        }
        // The message is delivered and not retried, so this is the last chance to edit the first one.
        if (failedOptional is not null && verdict is Verdict.Delivered)
            await CallAsync(failedOptional, delivery.Id, limit);
        return verdict;
    }

    private static Verdict.Delivered Delivered(string reason, ThreadRef? thread, ThreadRef? message) =>
        new(reason, thread ?? message) { Message = message };

    /// <summary>One call outside a delivery.</summary>
    public async Task<Verdict> PostAsync(Uri url, ReadOnlyMemory<byte> json, CancellationToken cancellation) =>
        (await CallAsync(HttpCall.Post(url.AbsoluteUri, json), Guid.NewGuid().ToString("N"), cancellation)).Verdict;

    public void Dispose() => _client.Dispose();

    private static IChannelRequests? Requests(string channel) =>
        ChannelCatalog.TryFind(channel, out var found) ? found.Requests : null;

    /// <summary>An optional call gets a third of the time, so the required one has enough.</summary>
    private async Task<(Verdict Verdict, string Answer)> CallAsync(HttpCall call, string id,
        CancellationToken cancellation)
    {
        if (!IsAllowed(call.Url, out var uri))
            return (new Verdict.Rejected("the address is not an https URL"), "");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (call.IsOptional)
            limit.CancelAfter(_timeout / 3);
        try
        {
            using var request = Request(call, uri!, id);
            using var response =
                await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var answer = await ReadAsync(response.Content, limit.Token);
            return (HttpVerdict.Of(response.StatusCode, response.Headers, answer, time.GetUtcNow()), answer);
        }
        catch (HttpRequestException failure)
        {
            return (Failure(failure), "");
        }
        catch (IOException)
        {
            return (new Verdict.Retry("the response was cut off"), "");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (new Verdict.Retry("timed out"), "");
        }
    }

    private static HttpRequestMessage Request(HttpCall call, Uri uri, string id)
    {
        var request = new HttpRequestMessage(call.Method, uri)
        {
            Content = new ReadOnlyMemoryContent(call.Body) { Headers = { ContentType = Json } },
        };
        request.Headers.TryAddWithoutValidation("X-Request-Id", id);
        foreach (var (name, value) in call.Headers)
        {
            // A line break in a secret would start another header.
            if (value.Any(c => c is < ' ' or > '~'))
                throw new SettingException($"the header {name} contains a line break or a character other than ASCII");
            else if (!request.Headers.TryAddWithoutValidation(name, value))
                throw new SettingException($"the header {name} cannot be set");
        }
        return request;
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[MaxAnswer];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    /// <summary>Plain http is allowed on this machine only.</summary>
    private static bool IsAllowed(string address, out Uri? uri) =>
        Uri.TryCreate(address, UriKind.Absolute, out uri) &&
        (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    /// <summary>The exception's message is not shown: it contains the host and may contain more.</summary>
    private static Verdict.Retry Failure(HttpRequestException failure) => new(failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "cannot resolve the host name",
        HttpRequestError.ConnectionError => "cannot connect",
        HttpRequestError.SecureConnectionError => "TLS handshake failed",
        var other => $"the request failed ({other})",
    });

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        SslOptions =
            new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
    };
}
