using System.Text;
using Alerting.Fakes;
using Alerting.Reliability.Faults;
using MimeKit;

namespace Alerting.Reliability.Channels;

/// <summary>A mail server with one mailbox.</summary>
internal sealed class Mailbox(RunFaults faults, Inbox inbox) : IAsyncDisposable
{
    private readonly Lazy<SmtpServer> _server = new(() => new SmtpServer(mail => Take(mail, inbox))
    {
        Refuse = line => Refusal(line, faults),
        Fault = () => faults.Current("email")?.Kind == FaultKind.Hang ? ServiceFault.Slow : ServiceFault.None,
    });

    public int Port => _server.Value.Port;

    public ValueTask DisposeAsync() => _server.Value.DisposeAsync();

    /// <summary>https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3</summary>
    private static string? Refusal(string line, RunFaults faults) =>
        line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase)
        && faults.Current("email")?.Kind is FaultKind.Error or FaultKind.Throttle or FaultKind.Reset
            ? "451 4.3.0 Local error in processing"
            : null;

    private static string? Take(ReceivedMail mail, Inbox inbox)
    {
        using var stream = new MemoryStream(mail.RawBytes);
        var message = MimeMessage.Load(stream);
        inbox.Accept("email", new StringBuilder(message.Subject).Append('\n').Append(message.TextBody).ToString());
        return null;
    }
}
