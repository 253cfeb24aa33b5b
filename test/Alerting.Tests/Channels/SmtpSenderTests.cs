using System.Text;
using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Fakes;
using MimeKit;

namespace Alerting.Tests.Channels;

/// <summary>E-mail over a real connection to a mail server that can fail.</summary>
public sealed class SmtpSenderTests : IAsyncLifetime
{
    private readonly SmtpServer _server = new();

    public ValueTask InitializeAsync()
    {
        // Created up front: generating a key may take longer than a test's timeout.
        _ = _server.Certificate;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Sends_encrypted_and_authenticated()
    {
        _server.OfferStartTls = true;
        _server.Credentials = ("alerts", "correct horse");

        var verdict = await SendAsync(password: "correct horse");

        verdict.ShouldBe(new Verdict.Delivered("accepted by the mail server"));
        var mail = _server.Mails.ShouldHaveSingleItem();
        (mail.Encrypted, mail.User, mail.From).ShouldBe((true, "alerts", "alerts@example.com"));
        mail.Recipients.ShouldBe(["oncall@example.com"]);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_refused()
    {
        _server.OfferStartTls = true;

        (await SendAsync(trusts: false)).ShouldBe(new Verdict.Retry("TLS handshake with the mail server failed"));
        _server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_password_is_final()
    {
        _server.Credentials = ("alerts", "correct horse");

        (await SendAsync(password: "wrong")).ShouldBe(new Verdict.Rejected(
            "the mail server rejected the user name or password: check smtp.user and smtp.password"));
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 No such user oncall@example.com", "rejected",
        "the mail server rejected the recipient (550)")]
    [InlineData("RCPT", "450 4.2.1 Mailbox busy", "retry", "the mail server rejected the recipient (450)")]
    [InlineData("MAIL", "553 5.1.8 Not verified", "rejected", "the mail server rejected the sender (553)")]
    [InlineData(".", "554 5.7.1 Message refused", "rejected", "the mail server rejected the mail (554)")]
    [InlineData(".", "421 4.4.2 Timeout", "retry", "the mail server rejected the mail (421)")]
    public async Task A_rejection_is_temporary_or_final(string command, string reply, string word, string reason)
    {
        _server.Refuse = line => line.StartsWith(command, StringComparison.Ordinal) ? reply : null;

        var verdict = await SendAsync();

        (verdict.Word, verdict.Reason).ShouldBe((word, reason));
    }

    [Theory]
    [InlineData("", "the mail server requires authentication: set smtp.user and smtp.password")]
    [InlineData("alerts", "the mail server does not accept mail from this user")]
    public async Task A_server_that_requires_authentication_is_final(string user, string reason)
    {
        _server.Refuse =
            line => line.StartsWith("MAIL", StringComparison.Ordinal) ? "530 5.7.0 Authentication required" : null;

        (await SendAsync(user: user)).ShouldBe(new Verdict.Rejected(reason));
    }

    [Fact]
    public async Task A_server_without_authentication_is_final()
    {
        _server.Refuse =
            line => line.StartsWith("EHLO", StringComparison.Ordinal) ? "502 5.5.1 Command not implemented" : null;

        (await SendAsync()).ShouldBe(
            new Verdict.Rejected("the mail server does not offer authentication on this port"));
    }

    [Fact]
    public async Task An_invalid_host_name_is_final() =>
        (await SendAsync(host: new string('x', 300))).ShouldBe(new Verdict.Rejected("smtp.host is not a valid host name"));

    [Fact]
    public async Task A_hanging_server_times_out()
    {
        using var never = new ManualResetEventSlim();
        _server.Refuse = line =>
        {
            if (line.StartsWith("MAIL", StringComparison.Ordinal))
                never.Wait(TimeSpan.FromSeconds(30));
            return null;
        };

        (await SendAsync(wait: TimeSpan.FromSeconds(1))).ShouldBe(new Verdict.Retry("timed out after 1 s"));
        never.Set();
    }

    [Fact]
    public async Task Firing_and_resolved_mails_share_a_thread()
    {
        await SendAsync();
        await SendAsync("resolved");

        var mails = Mails();
        mails.Select(mail => mail.References.ShouldHaveSingleItem()).Distinct().ShouldHaveSingleItem();
        mails.Select(mail => mail.MessageId).Distinct().Count().ShouldBe(2);
        mails[0].Priority.ShouldBe(MessagePriority.Urgent);
        mails[1].Priority.ShouldBe(MessagePriority.Normal);
        mails[0].Headers["Auto-Submitted"].ShouldBe("auto-generated");
        mails.Select(mail => mail.Headers["List-Id"]).ShouldAllBe(id => id == "Alerts <alerting.example.com>");
    }

    [Fact]
    public async Task Alert_text_adds_no_header()
    {
        await SendAsync("digest");

        var mail = Mails().ShouldHaveSingleItem();
        mail.Bcc.ShouldBeEmpty();
        mail.To.Count.ShouldBe(1);
        mail.Subject.ShouldStartWith("[WARNING DIGEST] 8 still firing, 4 recovered: night-00 <!channel>");
        mail.HtmlBody!.ShouldNotContain("<script");
        mail.TextBody!.ShouldContain("Bcc: victim@example.com");
    }

    [Fact]
    public async Task A_receiver_may_have_its_own_sender()
    {
        await SendAsync(email: "{ to: oncall@example.com, from: \"Night watch <night@example.com>\" }");

        Mails().ShouldHaveSingleItem().From.ToString().ShouldBe("\"Night watch\" <night@example.com>");
    }

    private List<MimeMessage> Mails() =>
        [.. _server.Mails.Select(mail => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail.Raw))))];

    private async Task<Verdict> SendAsync(string situation = "firing", string password = "any", bool trusts = true,
        string email = "[oncall@example.com]", TimeSpan? wait = null,
        string host = "127.0.0.1", string user = "alerts")
    {
        var config = Some.Config($$"""
            smtp: { host: "{{host}}", port: {{_server.Port}}, user: "{{user}}", password: "{{password}}", from: alerts@example.com }
            receivers: { inbox: { email: {{email}} } }
            routes: [{ to: inbox }]
            """);
        var sender = new SmtpSender(config.Smtp!, Some.NoSecrets, TimeProvider.System, wait ?? TimeSpan.FromSeconds(10),
            trusts ? (_, certificate, _, _) =>
                certificate!.GetCertHashString() == _server.Certificate.GetCertHashString() : null);
        var delivery = Wire.Delivery(config, "inbox", SampleNotifications.Of(situation));
        var settings =
            await TargetSettings.ResolveAsync(delivery.Target, Some.NoSecrets, TestContext.Current.CancellationToken);
        return await sender.SendAsync(delivery, settings, TestContext.Current.CancellationToken);
    }
}
