using System.Text;

namespace Alerting.Playground.Sinks;

/// <summary>One SMTP connection.</summary>
internal sealed class SmtpSession(SmtpSink server, Stream stream, CancellationToken cancellation) : IDisposable
{
    /// <summary>RFC 5321, 4.5.3.1.6, requires at least 1,000.</summary>
    private const int MaxLine = 64 * 1024;
    private const int MaxMail = 4 * 1024 * 1024;

    private readonly StreamReader _reader = new(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: false, bufferSize: 4096, leaveOpen: true);

    public void Dispose() => _reader.Dispose();

    public async Task RunAsync()
    {
        if (server.Fault == SinkFault.Slow)
            await Task.Delay(SinkHub.SlowAnswer, TimeProvider.System, cancellation);
        await ReplyAsync("220 localhost ESMTP playground");
        while (await _reader.ReadLineAsync(cancellation) is { Length: <= MaxLine } line)
            if (!await HandleAsync(line))
                return;
    }

    private async Task<bool> HandleAsync(string line)
    {
        switch (line.Split(' ')[0].ToUpperInvariant())
        {
            case "EHLO":
                await ReplyAsync("250-localhost\r\n250-8BITMIME\r\n250 SMTPUTF8");
                break;
            case "RCPT":
                await ReplyAsync(FaultReply() ?? "250 2.1.5 OK");
                break;
            case "DATA":
                await TakeAsync();
                break;
            case "HELO" or "MAIL" or "RSET" or "NOOP":
                await ReplyAsync("250 OK");
                break;
            case "QUIT":
                await ReplyAsync("221 2.0.0 Bye");
                return false;
            default:
                await ReplyAsync("502 5.5.1 Command not implemented");
                break;
        }
        return true;
    }

    /// <summary>https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3: 4yz is transient, 5yz permanent.</summary>
    private string? FaultReply() => server.Fault switch
    {
        SinkFault.RateLimited => "450 4.2.1 The mailbox is busy; try again later",
        SinkFault.Broken => "451 4.3.0 Local error in processing",
        SinkFault.Refusing => "550 5.1.1 No such mailbox here",
        _ => null,
    };

    private async Task TakeAsync()
    {
        await ReplyAsync("354 End data with <CR><LF>.<CR><LF>");
        using var mail = new MemoryStream();
        while (await _reader.ReadLineAsync(cancellation) is { } line && line != "." && mail.Length <= MaxMail)
        {
            mail.Write(Encoding.Latin1.GetBytes(line.StartsWith('.') ? line[1..] : line));
            mail.Write("\r\n"u8);
        }
        await ReplyAsync(mail.Length > MaxMail ? "552 5.3.4 The mail is too large"
            : server.TryTake(mail.ToArray()) ? "250 2.0.0 OK"
            : "554 5.6.0 Not a valid mail");
    }

    private async Task ReplyAsync(string line)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellation);
        await stream.FlushAsync(cancellation);
    }
}
