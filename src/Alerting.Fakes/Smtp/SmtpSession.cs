using System.Net.Security;
using System.Text;

namespace Alerting.Fakes;

internal sealed class SmtpSession(SmtpServer server, Stream stream, CancellationToken cancellationToken)
    : IAsyncDisposable
{
    /// <summary>RFC 5321, 4.5.3.1.6: without its line feed, with the dot that the client may add.</summary>
    private const int MaxTextLine = 1000;

    /// <summary>RFC 4954, 4: AUTH has the longest commands.</summary>
    private const int MaxCommand = 12_288;
    private const int MaxMail = 4 * 1024 * 1024;
    private const string TooLarge = "552 5.3.4 The mail is too large";

    private readonly List<string> _recipients = [];
    private Stream _stream = stream;
    private bool _encrypted;
    private string? _user;
    private string? _from;
    private bool _isTooLong;

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    public async Task RunAsync()
    {
        if (server.Fault() == ServiceFault.Slow)
            await Task.Delay(Faults.SlowAnswer, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        await SayAsync("220 localhost ESMTP").ConfigureAwait(false);
        while (await ReadLineAsync(MaxCommand).ConfigureAwait(false) is { } bytes)
        {
            var line = Encoding.UTF8.GetString(bytes);
            if (server.Refuse(line) is { } refusal)
            {
                await SayAsync(refusal).ConfigureAwait(false);
            }
            else if (!await ObeyAsync(line).ConfigureAwait(false))
            {
                return;
            }

            if (_isTooLong)
                break;
        }

        if (_isTooLong)
        {
            await SayAsync("500 5.5.2 The line is too long").ConfigureAwait(false);
            await DiscardAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The rest of a line that is too long is not kept, and not read to its end. But closing at once would reset the
    /// connection, and the client would not see why.
    /// </summary>
    private async Task DiscardAsync()
    {
        var block = new byte[8192];
        var read = 0;
        for (var total = 0; total < MaxMail; total += read)
        {
            read = await _stream.ReadAsync(block, cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return;
        }
    }

    private async Task<bool> ObeyAsync(string line)
    {
        switch (line.Split(' ')[0].ToUpperInvariant())
        {
            case "EHLO": await GreetAsync().ConfigureAwait(false); break;
            case "HELO" or "NOOP": await SayAsync("250 OK").ConfigureAwait(false); break;
            case "STARTTLS" when server.OfferStartTls && !_encrypted: await EncryptAsync().ConfigureAwait(false); break;
            case "AUTH": await AuthenticateAsync(line.Split(' ')).ConfigureAwait(false); break;
            case "MAIL" when SizeOf(line) > MaxMail: await SayAsync(TooLarge).ConfigureAwait(false); break;
            case "MAIL":
                Reset();
                _from = Address(line);
                await SayAsync("250 2.1.0 OK").ConfigureAwait(false);
                break;
            case "RCPT" when FaultReply() is { } fault: await SayAsync(fault).ConfigureAwait(false); break;
            case "RCPT" when _from is not null:
                _recipients.Add(Address(line));
                await SayAsync("250 2.1.5 OK").ConfigureAwait(false);
                break;
            case "DATA" when _recipients.Count > 0: await TakeMailAsync().ConfigureAwait(false); break;
            case "RCPT" or "DATA": await SayAsync("503 5.5.1 Bad sequence of commands").ConfigureAwait(false); break;
            case "RSET":
                Reset();
                await SayAsync("250 OK").ConfigureAwait(false);
                break;
            case "QUIT":
                await SayAsync("221 2.0.0 Bye").ConfigureAwait(false);
                return false;
            default: await SayAsync("502 5.5.1 Command not implemented").ConfigureAwait(false); break;
        }

        return true;
    }

    /// <summary>https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3: 4yz is transient, 5yz permanent.</summary>
    private string? FaultReply() => server.Fault() switch
    {
        ServiceFault.RateLimited => "450 4.2.1 The mailbox is busy; try again later",
        ServiceFault.Broken => "451 4.3.0 Local error in processing",
        ServiceFault.Refusing => "550 5.1.1 No such mailbox here",
        _ => null,
    };

    private async Task GreetAsync()
    {
        await SayAsync("250-localhost").ConfigureAwait(false);
        await SayAsync("250-8BITMIME").ConfigureAwait(false);
        await SayAsync($"250-SIZE {MaxMail}").ConfigureAwait(false);
        await SayAsync("250-SMTPUTF8").ConfigureAwait(false);
        if (server.OfferStartTls && !_encrypted)
        {
            await SayAsync("250-STARTTLS").ConfigureAwait(false);
        }

        await SayAsync("250 AUTH PLAIN LOGIN").ConfigureAwait(false);
    }

    private async Task EncryptAsync()
    {
        await SayAsync("220 2.0.0 Ready to start TLS").ConfigureAwait(false);
        var secure = new SslStream(_stream);
        _stream = secure;
        var options = new SslServerAuthenticationOptions { ServerCertificate = server.Certificate };
        await secure.AuthenticateAsServerAsync(options, cancellationToken).ConfigureAwait(false);
        _encrypted = true;
        Reset();
    }

    private async Task AuthenticateAsync(string[] words)
    {
        var (user, password) = words switch
        {
            [_, "PLAIN", var initial] => Plain(Decode(initial)),
            [_, "PLAIN"] => Plain(await AskAsync(string.Empty).ConfigureAwait(false)),
            [_, "LOGIN", var initial] => (Decode(initial), await AskAsync("Password:").ConfigureAwait(false)),
            [_, "LOGIN"] => (
                await AskAsync("Username:").ConfigureAwait(false), await AskAsync("Password:").ConfigureAwait(false)),
            _ => (string.Empty, string.Empty),
        };
        var welcome = user.Length > 0 && (server.Credentials is not { } known || known == (user, password));
        _user = welcome ? user : null;
        await SayAsync(welcome ? "235 2.7.0 Accepted" : "535 5.7.8 Credentials invalid").ConfigureAwait(false);
    }

    private async Task TakeMailAsync()
    {
        await SayAsync("354 End data with <CR><LF>.<CR><LF>").ConfigureAwait(false);
        using var data = new MemoryStream();
        while (true)
        {
            // Of a mail that breaks off, nothing is taken.
            if (await ReadLineAsync(MaxTextLine).ConfigureAwait(false) is not { } line)
                return;
            if (line is [(byte)'.'])
                break;
            if (data.Length > MaxMail)
                continue;
            data.Write(line is [(byte)'.', ..] ? line.AsSpan(1) : line);
            data.Write("\r\n"u8);
        }

        var refusal = server.Refuse(".")
            ?? (data.Length > MaxMail ? TooLarge : null)
            ?? server.Take(new ReceivedMail(_from!, [.. _recipients], data.ToArray(), _user, _encrypted));
        await SayAsync(refusal ?? "250 2.0.0 OK").ConfigureAwait(false);
        Reset();
    }

    private void Reset()
    {
        _from = null;
        _recipients.Clear();
    }

    private async Task<string> AskAsync(string question)
    {
        await SayAsync("334 " + Convert.ToBase64String(Encoding.UTF8.GetBytes(question))).ConfigureAwait(false);
        return Decode(Encoding.UTF8.GetString(await ReadLineAsync(MaxCommand).ConfigureAwait(false) ?? []));
    }

    private static (string User, string Password) Plain(string text) =>
        text.Split('\0') is [_, var user, var password] ? (user, password) : (string.Empty, string.Empty);

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    /// <summary>RFC 1870: what the client says that the mail has.</summary>
    private static long SizeOf(string line) => line.Split(' ')
        .Where(word => word.StartsWith("SIZE=", StringComparison.OrdinalIgnoreCase))
        .Select(word => long.TryParse(word.AsSpan(5), out var size) ? size : 0).FirstOrDefault();

    private static string Address(string line)
    {
        var start = line.IndexOf('<', StringComparison.Ordinal) + 1;
        return line[start..line.IndexOf('>', start)];
    }

    private async Task SayAsync(string line)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Null at the end, and for a line that is too long.</summary>
    private async Task<byte[]?> ReadLineAsync(int limit)
    {
        // Byte by byte, because bytes after STARTTLS belong to the TLS stream.
        var line = new List<byte>();
        var one = new byte[1];
        while (await _stream.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 1)
        {
            if (one[0] == '\n')
            {
                return line is [.., (byte)'\r'] ? [.. line[..^1]] : [.. line];
            }

            line.Add(one[0]);
            _isTooLong = line.Count > limit;
            if (_isTooLong)
                return null;
        }

        return null;
    }
}
