using System.Net;
using System.Net.Sockets;

namespace Alerting.Fakes;

/// <summary>
/// HTTP/1.1 with keep-alive on a free loopback port, over plain sockets: it runs in process without a web framework. An
/// exception of the responder becomes status 500.
/// </summary>
public abstract class HttpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    protected HttpServer()
    {
        _listener.Start();
        Uri = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    /// <summary>With a trailing slash.</summary>
    public Uri Uri { get; }

    /// <summary><c>127.0.0.1:port</c>, the format of <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string HostAndPort => Uri.Authority;

    /// <summary>Ends when the server is disposed.</summary>
    protected CancellationToken Stopping => _stop.Token;

    public virtual async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<HttpReply> AnswerAsync(RecordedRequest request);

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token).ConfigureAwait(false);
                _ = ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The server is being disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        try
        {
            await using var connection = new HttpConnection(client.GetStream(), _stop.Token);
            while (await connection.ReadAsync().ConfigureAwait(false) is { } request)
            {
                var reply = await ReplyAsync(request).ConfigureAwait(false);
                if (reply.Abort)
                {
                    client.LingerState = new LingerOption(true, 0);
                    return;
                }

                await connection.WriteAsync(reply).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client disconnected, or the server is being disposed.
        }
    }

    private async Task<HttpReply> ReplyAsync(RecordedRequest request)
    {
        try
        {
            return await AnswerAsync(request).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HttpReply.Text(500, exception.ToString(), "text/plain");
        }
    }
}
