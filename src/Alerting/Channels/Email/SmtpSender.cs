using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Alerting.Alerts;
using Alerting.Configuration;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Alerting.Channels.Email;

/// <summary>Sends e-mail over SMTP, Amazon SES's endpoint included.</summary>
/// <remarks>
/// One connection a message: a pager mails seldom, and a kept one is dead when it is needed. Everything about one group
/// shares a thread, by <c>References</c> to an id made of the group.
/// </remarks>
/// <param name="timeout">A server that has not taken the mail by then is taken to be away; 10 s by default.</param>
/// <param name="trust">Judges the server's certificate in place of the system, for a server with one of its own making.</param>
public sealed class SmtpSender(
    SmtpOptions options, Secrets secrets, TimeProvider time, TimeSpan? timeout = null,
    RemoteCertificateValidationCallback? trust = null) : ISender
{
    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(10);

    public bool Serves(string channel) => channel is "email";

    public async Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        if (delivery.Payload is not EmailPayload payload)
            return new Verdict.Rejected("the payload is no e-mail");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            using var mail = await MailAsync(delivery, payload, settings, limit.Token);
            return await SendAsync(mail, limit.Token);
        }
        catch (SmtpCommandException refused)
        {
            return Refused(refused);
        }
        catch (AuthenticationException refused)
        {
            return refused.InnerException is SmtpCommandException command && (int)command.StatusCode < 500
                ? Refused(command)
                : new Verdict.Rejected("the mail server refused user name or password");
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new Verdict.Rejected(options.User.IsEmpty
                ? "the mail server asks who is there, and smtp has no user and password"
                : "the mail server takes no mail from this user");
        }
        // MailKit's own clock may strike before ours.
        catch (TimeoutException)
        {
            return new Verdict.Retry($"no answer within {_timeout.TotalSeconds:0.#} s");
        }
        // A handshake that is cut off by the time limit fails as a handshake.
        catch (Exception failure) when (failure is OperationCanceledException or SslHandshakeException &&
            limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new Verdict.Retry($"no answer within {_timeout.TotalSeconds:0.#} s");
        }
        catch (Exception failure) when (failure is SocketException or IOException or SmtpProtocolException or SslHandshakeException)
        {
            return new Verdict.Retry(failure is SslHandshakeException ? "no secure connection" : "no connection to the mail server");
        }
        catch (ParseException)
        {
            return new Verdict.Rejected("an address is not a mail address");
        }
        catch (NotSupportedException)
        {
            return new Verdict.Rejected("the mail server lacks TLS");
        }
        catch (SettingException unusable)
        {
            return new Verdict.Rejected(unusable.Message);
        }
    }

    /// <summary>4yz may pass, 5yz never does: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1</summary>
    private static Verdict Refused(SmtpCommandException refused)
    {
        var what = refused.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => "refused the recipient",
            SmtpErrorCode.SenderNotAccepted => "refused the sender",
            SmtpErrorCode.MessageNotAccepted => "refused the mail",
            _ => "answered",
        };
        var code = (int)refused.StatusCode;
        return code < 500 ? new Verdict.Retry($"the mail server {what} ({code})") : new Verdict.Rejected($"the mail server {what} ({code})");
    }

    private async Task<Verdict> SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        var host = (await options.Host.ResolveAsync(secrets, cancellation)).Trim();
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new SettingException("the host of smtp is no host name");
        using var client = new SmtpClient { Timeout = (int)_timeout.TotalMilliseconds };
        if (trust is not null)
            client.ServerCertificateValidationCallback = trust;
        await client.ConnectAsync(host, options.Port, Security(host), cancellation);
        if (!options.User.IsEmpty)
        {
            if (!client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
                throw new SettingException("the mail server takes no user and password, at least not on this port");
            var user = await options.User.ResolveAsync(secrets, cancellation);
            await client.AuthenticateAsync(user, await options.Password.ResolveAsync(secrets, cancellation), cancellation);
        }
        await client.SendAsync(mail, cancellation);
        // It is taken: what goes wrong from here on must not send it twice.
        client.Dispose();
        return new Verdict.Delivered("the mail server took it");
    }

    private async Task<MimeMessage> MailAsync(
        Delivery delivery, EmailPayload payload, TargetSettings settings, CancellationToken cancellation)
    {
        var from = MailboxAddress.Parse(settings["from"] ?? await options.From.ResolveAsync(secrets, cancellation));
        var thread = $"{Fingerprint.Of(delivery.Notification.GroupKey)}@{from.Domain}";
        var body = new BodyBuilder { TextBody = payload.Text, HtmlBody = payload.Html };
        var mail = new MimeMessage
        {
            Subject = payload.Subject,
            Date = time.GetUtcNow(),
            MessageId = $"{delivery.Id}@{from.Domain}",
            Body = body.ToMessageBody(),
        };
        mail.From.Add(from);
        mail.To.Add(MailboxAddress.Parse(settings.Address));
        // All mails of a group answer one that was never sent, so that the first need not be remembered.
        mail.References.Add(thread);
        mail.InReplyTo = thread;
        if (delivery.Notification.Severity.IsPage() && !delivery.Notification.IsResolved)
            mail.Priority = MessagePriority.Urgent;
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
