using System.Diagnostics;
using Alerting.Notifications;
using CsCheck;

namespace Alerting.Tests.Notifications;

public class RedactionTests
{
    [Theory]
    [InlineData("key AKIAIOSFODNN7EXAMPLE used", "key AKIA…<redacted> used")]
    [InlineData("aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY now", "aws_secret_access_key=<redacted> now")]
    [InlineData("Authorization: Bearer abc.def-123456 sent", "Authorization: Bearer <redacted> sent")]
    [InlineData("got Bearer 0123456789abcdef", "got Bearer <redacted>")]
    [InlineData("a bearer of bad news", "a bearer of bad news")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl end", "jwt eyJ…<redacted> end")]
    [InlineData("postgres://shop:s3cr3t@db-1/orders", "postgres://shop:<redacted>@db-1/orders")]
    [InlineData("https://example.com:443/a@b", "https://example.com:443/a@b")]
    [InlineData("user=bob password=hunter2 host=db-1", "user=bob password=<redacted> host=db-1")]
    [InlineData("password: hunter2, next", "password: <redacted>, next")]
    [InlineData("""{"user":"bob","password":"hun\"ter2","x":1}""", """{"user":"bob","password":"<redacted>","x":1}""")]
    [InlineData("""{\"clientSecret\":\"abc\",\"x\":1}""", """{\"clientSecret\":\"<redacted>\",\"x\":1}""")]
    [InlineData("""DB_PASSWORD='a b c' ok""", """DB_PASSWORD='<redacted>' ok""")]
    [InlineData("invalid token: unexpected end", "invalid token: unexpected end")]
    [InlineData("max_tokens=100", "max_tokens=100")]
    [InlineData("?api_key=12345&x=1", "?api_key=<redacted>&x=1")]
    [InlineData("mail to alice.smith+x@example.co.uk failed", "mail to <redacted>@example.co.uk failed")]
    [InlineData("Foo@1a2b3c", "Foo@1a2b3c")]
    [InlineData("card 4111 1111 1111 1111 declined", "card <redacted> declined")]
    [InlineData("card 4111-1111-1111-1112 declined", "card 4111-1111-1111-1112 declined")]
    [InlineData("at 20260131100000 and 1769850000000", "at 20260131100000 and 1769850000000")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----\nend", "-----BEGIN RSA PRIVATE KEY-----<redacted>-----END RSA PRIVATE KEY-----\nend")]
    [InlineData("-----BEGIN PRIVATE KEY-----\\nMIIE", "-----BEGIN PRIVATE KEY-----<redacted>")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIE", "-----BEGIN CERTIFICATE-----\nMIIE")]
    [InlineData("token ghp_0123456789abcdefghijABCDEFGHIJ012345 leaked", "token ghp_…<redacted> leaked")]
    [InlineData("hook xoxb-1234567890-abc", "hook xoxb-…<redacted>")]
    [InlineData("Server=db-1;User Id=sa;Password=my secret pass;Database=shop", "Server=db-1;User Id=sa;Password=<redacted>;Database=shop")]
    [InlineData("Password=my secret pass;Server=db-1", "Password=<redacted>;Server=db-1")]
    [InlineData("conn \"Server=db-1;Password=my secret pass\" refused", "conn \"Server=db-1;Password=<redacted>\" refused")]
    [InlineData("Server=db-1;Pwd=my secret pass, retry in 5 s", "Server=db-1;Pwd=<redacted>, retry in 5 s")]
    [InlineData("password=hunter2 for bob; then x=1", "password=<redacted> for bob; then x=1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=abc+/def==;EndpointSuffix=core.windows.net",
        "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=<redacted>;EndpointSuffix=core.windows.net")]
    [InlineData("POST https://hooks.slack.com/services/T00000000/B00000000/abcdefABCDEF failed", "POST https://hooks.slack.com/<redacted> failed")]
    [InlineData("<https://discord.com/api/webhooks/123/abc-def|hook>", "<https://discord.com/api/webhooks/<redacted>|hook>")]
    [InlineData("https://api.telegram.org/bot123:AAbb/sendMessage?x=1", "https://api.telegram.org/bot<redacted>")]
    [InlineData("{\"u\":\"https://acme.webhook.office.com/webhookb2/1@2/IncomingWebhook/3/4\"}", "{\"u\":\"https://acme.webhook.office.com/<redacted>\"}")]
    [InlineData("https://chat.googleapis.com/v1/spaces/AAA/messages?key=k&token=t now", "https://chat.googleapis.com/v1/spaces/<redacted> now")]
    [InlineData("https://x.westeurope.logic.azure.com:443/workflows/abc/triggers?sig=s", "https://x.westeurope.logic.azure.com:443/workflows/<redacted>")]
    [InlineData("https://store.blob.core.windows.net/c/f?sv=1&sig=abc%3D&se=2", "https://store.blob.core.windows.net/c/f?sv=1&sig=<redacted>&se=2")]
    [InlineData("https://discord.com/channels/1/2", "https://discord.com/channels/1/2")]
    [InlineData("""{"msg":"{\\\"password\\\":\\\"a b\\\",\\\"x\\\":1}"}""", """{"msg":"{\\\"password\\\":\\\"<redacted>\\\",\\\"x\\\":1}"}""")]
    [InlineData("""{"client_secret" : "a\\"b","x":1}""", """{"client_secret" : "<redacted>"b","x":1}""")]
    [InlineData("nothing secret here", "nothing secret here")]
    [InlineData("https://:sig=https://{@-----END ", "https://:<redacted>@-----END ")]
    [InlineData("://{:{Password=api.telegram.org/bot{@", "://{:<redacted>@")]
    [InlineData(";abcPassword=https://.two words: /", ";abcPassword=<redacted>: /")]
    public void Secrets_are_masked_and_the_line_stays_readable(string text, string masked)
    {
        Redaction.BuiltIn.Apply(text).ShouldBe(masked);
        Redaction.BuiltIn.Apply(masked).ShouldBe(masked);
    }

    [Fact]
    public void The_configuration_adds_patterns() =>
        new Redaction(Redaction.Pattern(@"(?i)customer-id=\d+")).Apply("Customer-Id=17 password=x").ShouldBe("<redacted> password=<redacted>");

    [Fact]
    public void Text_without_secrets_is_the_same_string()
    {
        const string Text = "lost order 17 at 2026-01-31T10:00:00Z";

        Redaction.BuiltIn.Apply(Text).ShouldBeSameAs(Text);
    }

    [Fact]
    public void Masking_twice_is_masking_once() =>
        Pieces.Sample(text => Redaction.BuiltIn.Apply(Redaction.BuiltIn.Apply(text)).ShouldBe(Redaction.BuiltIn.Apply(text)), iter: 50_000, threads: 1);

    [Theory]
    [InlineData("password=\"")]
    [InlineData("a@")]
    [InlineData("eyJ.")]
    [InlineData("http://a:")]
    [InlineData("-----BEGIN PRIVATE KEY")]
    [InlineData("4")]
    [InlineData("4 ")]
    [InlineData("token=")]
    [InlineData("password: ")]
    [InlineData(";password=a b")]
    [InlineData("password=a ;")]
    [InlineData("password:\\\\\"")]
    [InlineData("https://hooks.slack.com/")]
    public void Text_made_to_be_slow_is_not(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var start = Stopwatch.GetTimestamp();

        Redaction.BuiltIn.Apply(text);

        Stopwatch.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private static Gen<string> Pieces { get; } = Gen.OneOf(
        "password", "token", "=", ":", " ", "\"", "'", "\\", "Bearer ", "AKIAIOSFODNN7EXAMPLE", "eyJ", ".", "abc", "@", "example.com", "://", "/", "4111111111111111", "-",
        ";", "Server=db", "Password=", "two words", ", ", "https://hooks.slack.com/services/T0/B0/x", "https://", "api.telegram.org/bot", "sig=",
        "-----BEGIN PRIVATE KEY-----", "-----END ", "<redacted>", "…", "{", "}", ",", "\n", "ghp_", "0123456789abcdef01234567").Array[0, 10].Select(string.Concat);
}
