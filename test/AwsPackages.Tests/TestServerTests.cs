using Alerting.Fakes;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace AwsPackages.Tests;

/// <summary>Tests the test servers with real clients, because other tests rely on them.</summary>
public sealed class TestServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_email_is_recorded_with_its_envelope(bool encrypted)
    {
        await using var server = new SmtpServer { OfferStartTls = encrypted, Credentials = ("user", "pässword") };
        using var client = await ConnectAsync(server);
        await client.AuthenticateAsync("user", "pässword", Token);

        await client.SendAsync(Mail(), Token);
        await client.DisconnectAsync(true, Token);

        var mail = server.Mails.ShouldHaveSingleItem();
        mail.From.ShouldBe("alerts@example.com");
        mail.Recipients.ShouldBe(["a@example.com", "b@example.com"]);
        mail.Raw.ShouldContain("\r\n.hidden dot\r\n");
        mail.User.ShouldBe("user");
        mail.Encrypted.ShouldBe(encrypted);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var server = new SmtpServer { Credentials = ("user", "right") };
        using var client = await ConnectAsync(server);

        await Should.ThrowAsync<AuthenticationException>(() => client.AuthenticateAsync("user", "wrong", Token));
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 No such user", SmtpErrorCode.RecipientNotAccepted)]
    [InlineData(".", "451 4.3.0 Try later", SmtpErrorCode.MessageNotAccepted)]
    public async Task A_command_can_be_refused(string command, string reply, SmtpErrorCode expected)
    {
        await using var server = new SmtpServer
        {
            Refuse = line => line.StartsWith(command, StringComparison.Ordinal) ? reply : null,
        };
        using var client = await ConnectAsync(server);

        var exception = await Should.ThrowAsync<SmtpCommandException>(() => client.SendAsync(Mail(), Token));

        exception.ErrorCode.ShouldBe(expected);
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_are_recorded_and_get_the_configured_response()
    {
        await using var server = new RecordingHttpServer();
        server.Responder = request => Task.FromResult(
            HttpReply.Text(429, request.Query) with
                { Headers = new Dictionary<string, string> { ["Retry-After"] = "7" } });
        using var client = new HttpClient();
        using var content = new StringContent("""{"a":"ü"}""");

        using var response = await client.PostAsync(new Uri(server.Uri, "hook?x=1"), content, Token);

        ((int)response.StatusCode).ShouldBe(429);
        response.Headers.RetryAfter?.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        (await response.Content.ReadAsStringAsync(Token)).ShouldBe("x=1");
        var request = (await server.WaitForAsync(1)).ShouldHaveSingleItem();
        (request.Method, request.Path, request.Body).ShouldBe(("POST", "/hook", """{"a":"ü"}"""));
    }

    [Fact]
    public async Task A_connection_can_be_closed_without_a_response()
    {
        await using var server = new RecordingHttpServer();
        server.Reply(HttpReply.Ok with { Abort = true });
        using var client = new HttpClient();

        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(server.Uri, Token));
    }

    private static async Task<SmtpClient> ConnectAsync(SmtpServer server)
    {
        var client = new SmtpClient();
        client.ServerCertificateValidationCallback = (_, certificate, _, _) =>
            certificate?.GetCertHashString() == server.Certificate.GetCertHashString();
        await client.ConnectAsync("127.0.0.1", server.Port, SecureSocketOptions.StartTlsWhenAvailable, Token);
        return client;
    }

    private static MimeMessage Mail() => new(
        [MailboxAddress.Parse("alerts@example.com")],
        [MailboxAddress.Parse("a@example.com"), MailboxAddress.Parse("b@example.com")],
        "Subject",
        new TextPart("plain") { Text = "first\r\n.hidden dot\r\nlast" });
}
