using System.Net;
using System.Net.Sockets;
using Alerting.Configuration;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Alerting.Channels.Email;

/// <summary>Sends e-mail over SMTP, Amazon SES's endpoint included.</summary>
/// <remarks>
/// One connection a message: a pager mails seldom, and a kept one is dead when it is needed. Everything about one group
/// shares a thread, by <c>References</c> to an id made of the group.
/// </remarks>
public sealed class SmtpSender(SmtpOptions options, Secrets secrets, TimeProvider time) : ISender
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public bool Serves(string channel) => channel is "email";

    public async Task<Verdict> SendAsync(Delivery delivery, string address, CancellationToken cancellation)
    {
        if (delivery.Payload is not EmailPayload payload)
            return new Verdict.Rejected("the payload is no e-mail");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Timeout);
        try
        {
            using var mail = await MailAsync(delivery, payload, address, limit.Token);
            return await SendAsync(mail, limit.Token);
        }
        catch (SmtpCommandException refused)
        {
            // 4yz may pass, 5yz never does: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
            var said = $"answered {(int)refused.StatusCode}";
            return (int)refused.StatusCode < 500 ? new Verdict.Retry(said) : new Verdict.Rejected(said);
        }
        catch (AuthenticationException)
        {
            return new Verdict.Rejected("user name or password refused");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Verdict.Retry($"no answer within {Timeout.TotalSeconds:0} s");
        }
        catch (Exception failure) when (failure is SocketException or IOException or SmtpProtocolException or SslHandshakeException)
        {
            return new Verdict.Retry(failure is SslHandshakeException ? "no secure connection" : "no connection to the mail server");
        }
        catch (Exception failure) when (failure is ParseException or NotSupportedException)
        {
            return new Verdict.Rejected("an address is not a mail address, or the server lacks TLS");
        }
    }

    private async Task<Verdict> SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        var host = await options.Host.ResolveAsync(secrets, cancellation);
        using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
        await client.ConnectAsync(host, options.Port, Security(host), cancellation);
        if (!options.User.IsEmpty)
        {
            var user = await options.User.ResolveAsync(secrets, cancellation);
            await client.AuthenticateAsync(user, await options.Password.ResolveAsync(secrets, cancellation), cancellation);
        }
        await client.SendAsync(mail, cancellation);
        await client.DisconnectAsync(quit: true, CancellationToken.None);
        return new Verdict.Delivered("the mail server took it");
    }

    private async Task<MimeMessage> MailAsync(
        Delivery delivery, EmailPayload payload, string address, CancellationToken cancellation)
    {
        var from = MailboxAddress.Parse(await options.From.ResolveAsync(secrets, cancellation));
        var thread = $"{Alerts.Fingerprint.Of(delivery.Notification.GroupKey)}@{from.Domain}";
        var body = new BodyBuilder { TextBody = payload.Text, HtmlBody = payload.Html };
        var mail = new MimeMessage
        {
            Subject = payload.Subject,
            Date = time.GetUtcNow(),
            MessageId = $"{delivery.Id}@{from.Domain}",
            Body = body.ToMessageBody(),
        };
        mail.From.Add(from);
        mail.To.Add(MailboxAddress.Parse(address));
        mail.References.Add(thread);
        mail.InReplyTo = thread;
        // Out-of-office answers to a pager reach nobody, and loop.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>TLS always, except on this machine: to port 465 from the start, else by STARTTLS.</summary>
    private SecureSocketOptions Security(string host)
    {
        var isLoopback = host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        if (options.Port == 465)
            return SecureSocketOptions.SslOnConnect;
        return isLoopback ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls;
    }
}
