using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Alerting.Playground.Sinks;

/// <summary>
/// A mail server (RFC 5321) on a free loopback port. It accepts every mail unless a fault is set. The size limit shown is
/// that of Gmail, which clips HTML at 102 KB.
/// </summary>
public sealed class SmtpSink : BackgroundService
{
    private const int MaxHtml = 102 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SinkHub _hub;
    private int _count;

    /// <summary>Listens at once, so that the port is known before the host starts.</summary>
    public SmtpSink(SinkHub hub)
    {
        _hub = hub;
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal SinkFault Fault => _hub.FaultOf("email");

    public override void Dispose()
    {
        _listener.Dispose();
        base.Dispose();
    }

    internal static MessageSize Measure(string html) => new(Encoding.UTF8.GetByteCount(html), MaxHtml, "bytes of HTML");

    /// <summary>False if it is not a valid mail.</summary>
    internal bool TryTake(byte[] raw)
    {
        try
        {
            using var stream = new MemoryStream(raw, writable: false);
            using var mail = MimeMessage.Load(stream);
            var html = mail.HtmlBody ?? "";
            // The sender derives the message id from the delivery id.
            var deliveryId = (mail.MessageId ?? "").Split('@')[0];
            _hub.Take(new SinkMessage(deliveryId, "email", new Placement($"email-{Interlocked.Increment(ref _count)}"),
                Measure(html), raw)
            { Html = html, Subject = mail.Subject });
            return true;
        }
        catch (Exception failure) when (failure is FormatException or ParseException)
        {
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(stoppingToken), stoppingToken);
        }
        catch (Exception ending) when (ending is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The playground is stopping.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellation)
    {
        using var _ = client;
        client.NoDelay = true;
        try
        {
            using var session = new SmtpSession(this, client.GetStream(), cancellation);
            await session.RunAsync();
        }
        catch (Exception ending) when (ending is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The sender disconnected.
        }
    }
}
