using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Alerting.Playground.Sinks;

/// <summary>
/// A mail server (RFC 5321) on a free loopback port. It takes every mail, unless it is told to misbehave; Gmail clips HTML
/// at 102 KB, so that is what its size is set beside.
/// </summary>
public sealed class SmtpSink : BackgroundService
{
    private const int MaxHtml = 102 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SinkHub _hub;
    private int _count;

    /// <summary>Listens at once, so that its port is known.</summary>
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

    /// <summary>Takes the raw mail; false when it is none.</summary>
    internal bool TryTake(byte[] raw)
    {
        try
        {
            using var stream = new MemoryStream(raw, writable: false);
            using var mail = MimeMessage.Load(stream);
            var html = mail.HtmlBody ?? "";
            // The message id is made of the delivery's.
            var deliveryId = (mail.MessageId ?? "").Split('@')[0];
            _hub.Take(new Arrival(deliveryId, "email", new Placement($"email-{Interlocked.Increment(ref _count)}"),
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
            // The playground ends.
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
            // The sender went away.
        }
    }
}
