using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Alerting.Channels.Email;

/// <summary>Sends e-mail over SMTP, for instance to Amazon SES.</summary>
/// <remarks>
/// One connection per message: mails are rare, and a kept connection would have timed out. All mails about a group
/// share a thread, by <c>References</c> to an id derived from the group.
/// </remarks>
/// <param name="timeout">10 s by default.</param>
/// <param name="trust">Validates the server's certificate instead of the system, for self-signed ones.</param>
public sealed class SmtpSender(
    SmtpOptions options, Secrets secrets, TimeProvider time, TimeSpan? timeout = null,
    RemoteCertificateValidationCallback? trust = null) : ISender
{
    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(10);

    public bool Serves(string channel) => channel == EmailOptions.All.Key;

    public async Task<Verdict> SendAsync(Delivery delivery, TargetSettings settings, CancellationToken cancellation)
    {
        if (delivery.Payload is not EmailPayload payload)
            return new Verdict.Rejected("the payload is not an e-mail");
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
                : new Verdict.Rejected(
                    "the mail server rejected the user name or password: check smtp.user and smtp.password");
        }
        catch (ServiceNotAuthenticatedException)
        {
            return new Verdict.Rejected(options.User.IsEmpty
                ? "the mail server requires authentication: set smtp.user and smtp.password"
                : "the mail server does not accept mail from this user");
        }
        // MailKit's timeout may fire before ours.
        catch (TimeoutException)
        {
            return new Verdict.Retry($"timed out after {DurationText.Of(_timeout)}");
        }
        // A TLS handshake interrupted by our timeout throws a handshake exception.
        catch (Exception failure) when (failure is OperationCanceledException or SslHandshakeException &&
            limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new Verdict.Retry($"timed out after {DurationText.Of(_timeout)}");
        }
        catch (Exception failure) when (failure is SocketException or IOException or SmtpProtocolException
            or SslHandshakeException)
        {
            return new Verdict.Retry(failure is SslHandshakeException
                ? "TLS handshake with the mail server failed"
                : "cannot connect to the mail server");
        }
        catch (ParseException)
        {
            return new Verdict.Rejected("the sender's or the recipient's e-mail address is not valid");
        }
        catch (NotSupportedException)
        {
            return new Verdict.Rejected("the mail server does not support TLS");
        }
        catch (SettingException unusable)
        {
            return new Verdict.Rejected(unusable.Message);
        }
    }

    /// <summary>4yz is temporary, 5yz is final: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1</summary>
    private static Verdict Refused(SmtpCommandException refused)
    {
        var what = refused.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => "rejected the recipient",
            SmtpErrorCode.SenderNotAccepted => "rejected the sender",
            SmtpErrorCode.MessageNotAccepted => "rejected the mail",
            _ => "reported an error",
        };
        var code = (int)refused.StatusCode;
        return code < 500
            ? new Verdict.Retry($"the mail server {what} ({code})")
            : new Verdict.Rejected($"the mail server {what} ({code})");
    }

    private async Task<Verdict> SendAsync(MimeMessage mail, CancellationToken cancellation)
    {
        var host = (await options.Host.ResolveAsync(secrets, cancellation)).Trim();
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw new SettingException("smtp.host is not a valid host name");
        using var client = new SmtpClient { Timeout = (int)_timeout.TotalMilliseconds };
        if (trust is not null)
            client.ServerCertificateValidationCallback = trust;
        await client.ConnectAsync(host, options.Port, Security(host), cancellation);
        if (!options.User.IsEmpty)
        {
            if (!client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
                throw new SettingException("the mail server does not offer authentication on this port");
            var user = await options.User.ResolveAsync(secrets, cancellation);
            await client.AuthenticateAsync(user, await options.Password.ResolveAsync(secrets, cancellation),
                cancellation);
        }
        await client.SendAsync(mail, cancellation);
        // The mail is accepted: an error while disconnecting must not send it twice.
        client.Dispose();
        return new Verdict.Delivered("accepted by the mail server");
    }

    private async Task<MimeMessage> MailAsync(
        Delivery delivery, EmailPayload payload, TargetSettings settings, CancellationToken cancellation)
    {
        var from = MailboxAddress.Parse(
            settings[EmailOptions.From] ?? await options.From.ResolveAsync(secrets, cancellation));
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
        // All mails of a group reply to an id that was never sent, so the first mail's id need not be stored.
        mail.References.Add(thread);
        mail.InReplyTo = thread;
        if (delivery.Notification.Severity.IsPage()
            && delivery.Notification is { IsResolved: false, Kind: not NotificationKind.Update })
        {
            mail.Priority = MessagePriority.Urgent;
        }
        // What filters of mail programs go by: https://www.rfc-editor.org/rfc/rfc2919
        mail.Headers.Add(HeaderId.ListId, $"Alerts <alerting.{from.Domain}>");
        // Prevents out-of-office replies.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>TLS is required except on this machine: implicit on port 465, else STARTTLS.</summary>
    private SecureSocketOptions Security(string host)
    {
        var isLoopback =
            host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        if (options.Port == 465)
            return SecureSocketOptions.SslOnConnect;
        return isLoopback ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls;
    }
}
