using System.Text;
using Alerting.Fakes;
using MimeKit;

namespace Alerting.Playground.Sinks;

/// <summary>
/// The mail server of the simulated services. It accepts every mail unless a fault is set. The size limit shown is that
/// of Gmail, which clips HTML at 102 KB.
/// </summary>
internal sealed class SmtpSink : IAsyncDisposable
{
    private const int MaxHtml = 102 * 1024;

    private readonly SmtpServer _server;
    private readonly SinkHub _hub;
    private int _count;

    public SmtpSink(SinkHub hub)
    {
        _hub = hub;
        _server = new SmtpServer(Take) { Fault = () => hub.Faults.Of("email") };
    }

    public int Port => _server.Port;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    internal static MessageSize Measure(string html) => new(Encoding.UTF8.GetByteCount(html), MaxHtml, "bytes of HTML");

    /// <returns>A refusal if it is not a valid mail.</returns>
    private string? Take(ReceivedMail received)
    {
        try
        {
            using var stream = new MemoryStream(received.RawBytes, writable: false);
            using var mail = MimeMessage.Load(stream);
            var html = mail.HtmlBody ?? "";
            // The sender derives the message id from the delivery id.
            var deliveryId = (mail.MessageId ?? "").Split('@')[0];
            _hub.Take(new SinkMessage(deliveryId, "email", new Placement($"email-{Interlocked.Increment(ref _count)}"),
                Measure(html), received.RawBytes)
            { Html = html, Subject = mail.Subject });
            return null;
        }
        catch (Exception failure) when (failure is FormatException or ParseException)
        {
            return "554 5.6.0 Not a valid mail";
        }
    }
}
