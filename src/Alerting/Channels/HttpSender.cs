using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;

namespace Alerting.Channels;

/// <summary>Calls web services: every channel that is one.</summary>
/// <remarks>
/// One client for all: connections are kept, and renewed each five minutes so that a change of DNS is seen. Redirects are
/// not followed, since they could lead a payload to another host.
/// </remarks>
/// <param name="timeout">A service that has not taken a message by then is taken to be away; 10 s by default.</param>
public sealed class HttpSender(TimeProvider time, HttpMessageHandler? handler = null, TimeSpan? timeout = null) : ISender, IDisposable
{
    /// <summary>No service says more that is of use, and a hostile one must not fill the memory.</summary>
    private const int MaxAnswer = 64 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly HttpClient _client = new(handler ?? Handler()) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(10);

    public bool Serves(string channel) => ChannelFormats.TryFind(channel, out var format) && format is IHttpChannel;

    public async Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        if (!ChannelFormats.TryFind(delivery.Target.Channel, out var format) || format is not IHttpChannel channel)
            return new Verdict.Rejected($"{delivery.Target.Channel} is no web service");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            return await SendAsync(channel, delivery, settings, limit.Token);
        }
        catch (SettingException unusable)
        {
            return new Verdict.Rejected(unusable.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Verdict.Retry($"no answer within {_timeout.TotalSeconds:0.#} s");
        }
    }

    private async Task<Verdict> SendAsync(IHttpChannel channel, Delivery delivery, TargetSettings settings, CancellationToken limit)
    {
        Verdict verdict = new Verdict.NotSent("there is nothing to send");
        HttpCall? missed = null;
        foreach (var call in channel.Calls(delivery, settings, time.GetUtcNow()))
        {
            var (said, answer) = await CallAsync(call, delivery.Id, limit);
            if (call.IsOptional && said is not Verdict.Delivered)
            {
                missed = said is Verdict.Retry ? call : null;
                continue;
            }
            verdict = said is Verdict.Delivered ? new Verdict.Delivered(said.Reason, delivery.Thread ?? channel.ThreadOf(answer)) : said;
            if (verdict.IsFailure)
                break;
        }
        // Nothing comes after a message that was taken, so what it was to change is changed now or never.
        if (missed is not null && verdict is Verdict.Delivered)
            await CallAsync(missed, delivery.Id, limit);
        return verdict;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>What may be left out must not take all the time of what may not.</summary>
    private async Task<(Verdict Verdict, string Answer)> CallAsync(HttpCall call, string id, CancellationToken cancellation)
    {
        if (!IsAllowed(call.Url, out var uri))
            return (new Verdict.Rejected("the address is not an https URL"), "");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (call.IsOptional)
            limit.CancelAfter(_timeout / 3);
        try
        {
            using var request = Request(call, uri!, id);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var answer = await ReadAsync(response.Content, limit.Token);
            return (HttpVerdict.Of(response.StatusCode, response.Headers, answer, time.GetUtcNow()), answer);
        }
        catch (HttpRequestException failure)
        {
            return (Failure(failure), "");
        }
        catch (IOException)
        {
            return (new Verdict.Retry("the answer broke off"), "");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (new Verdict.Retry("no answer"), "");
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
            // A line break in a secret would begin a header of its own.
            if (value.Any(c => c is < ' ' or > '~'))
                throw new SettingException($"the header {name} holds a character that headers cannot carry");
            else if (!request.Headers.TryAddWithoutValidation(name, value))
                throw new SettingException($"{name} is no header that can be set");
        return request;
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[MaxAnswer];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, read);
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
