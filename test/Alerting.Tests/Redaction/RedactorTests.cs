using System.Diagnostics;
using Alerting.Redaction;
using Alerting.Routing;
using CsCheck;

namespace Alerting.Tests.Redaction;

public class RedactorTests
{
    [Theory]
    [InlineData("key AKIAIOSFODNN7EXAMPLE used", "key AKIA…<redacted> used")]
    [InlineData("aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY now",
        "aws_secret_access_key=<redacted> now")]
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
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----\nend",
        "-----BEGIN RSA PRIVATE KEY-----<redacted>-----END RSA PRIVATE KEY-----\nend")]
    [InlineData("-----BEGIN PRIVATE KEY-----\\nMIIE", "-----BEGIN PRIVATE KEY-----<redacted>")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIIE", "-----BEGIN CERTIFICATE-----\nMIIE")]
    [InlineData("token ghp_0123456789abcdefghijABCDEFGHIJ012345 leaked", "token ghp_…<redacted> leaked")]
    [InlineData("hook xoxb-1234567890-abc", "hook xoxb-…<redacted>")]
    [InlineData("Server=db-1;User Id=sa;Password=my secret pass;Database=shop",
        "Server=db-1;User Id=sa;Password=<redacted>;Database=shop")]
    [InlineData("Password=my secret pass;Server=db-1", "Password=<redacted>;Server=db-1")]
    [InlineData("conn \"Server=db-1;Password=my secret pass\" refused",
        "conn \"Server=db-1;Password=<redacted>\" refused")]
    [InlineData("Server=db-1;Pwd=my secret pass, retry in 5 s", "Server=db-1;Pwd=<redacted>, retry in 5 s")]
    [InlineData("password=hunter2 for bob; then x=1", "password=<redacted> for bob; then x=1")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=abc+/def==;EndpointSuffix=core.windows.net",
        "DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=<redacted>;EndpointSuffix=core.windows.net")]
    [InlineData("POST https://hooks.slack.com/services/T00000000/B00000000/abcdefABCDEF failed",
        "POST https://hooks.slack.com/<redacted> failed")]
    [InlineData("<https://discord.com/api/webhooks/123/abc-def|hook>",
        "<https://discord.com/api/webhooks/<redacted>|hook>")]
    [InlineData("https://api.telegram.org/bot123:AAbb/sendMessage?x=1", "https://api.telegram.org/bot<redacted>")]
    [InlineData("{\"u\":\"https://acme.webhook.office.com/webhookb2/1@2/IncomingWebhook/3/4\"}",
        "{\"u\":\"https://acme.webhook.office.com/<redacted>\"}")]
    [InlineData("https://chat.googleapis.com/v1/spaces/AAA/messages?key=k&token=t now",
        "https://chat.googleapis.com/v1/spaces/<redacted> now")]
    [InlineData("https://x.westeurope.logic.azure.com:443/workflows/abc/triggers?sig=s",
        "https://x.westeurope.logic.azure.com:443/workflows/<redacted>")]
    [InlineData("https://store.blob.core.windows.net/c/f?sv=1&sig=abc%3D&se=2",
        "https://store.blob.core.windows.net/c/f?sv=1&sig=<redacted>&se=2")]
    [InlineData("https://discord.com/channels/1/2", "https://discord.com/channels/1/2")]
    [InlineData("""{"msg":"{\\\"password\\\":\\\"a b\\\",\\\"x\\\":1}"}""",
        """{"msg":"{\\\"password\\\":\\\"<redacted>\\\",\\\"x\\\":1}"}""")]
    [InlineData("""{"client_secret" : "a\\"b","x":1}""", """{"client_secret" : "<redacted>"b","x":1}""")]
    [InlineData("nothing secret here", "nothing secret here")]
    [InlineData("https://:sig=https://{@-----END ", "https://:<redacted>@-----END ")]
    [InlineData("://{:{Password=api.telegram.org/bot{@", "://{:<redacted>@")]
    [InlineData(";abcPassword=https://.two words: /", ";abcPassword=<redacted>: /")]
    [InlineData("""{:password=>"hunter2", "token"=>"abc123def"}""",
        """{:password=>"<redacted>", "token"=>"<redacted>"}""")]
    [InlineData("secret_key => hunter2", "secret_key => <redacted>")]
    [InlineData("""{"m":"{:password=\u003e\"a b\"}"}""", """{"m":"{:password=\u003e\"<redacted>\"}"}""")]
    [InlineData("mysql --password hunter2 shop", "mysql --password <redacted> shop")]
    [InlineData("""run --api-key "a b" now""", """run --api-key "<redacted>" now""")]
    [InlineData("option --password is required", "option --password is required")]
    [InlineData("curl -u bob:hunter2 https://x", "curl -u bob:<redacted> https://x")]
    [InlineData("docker run -u 1000:1000 -u app:app x", "docker run -u 1000:1000 -u app:app x")]
    [InlineData("<password>hunter 2</password>", "<password><redacted></password>")]
    [InlineData("usage: connect <user> <password> [host]", "usage: connect <user> <password> [host]")]
    [InlineData("db pass=hunter2 pin=4242 auth=hunter2", "db pass=<redacted> pin=<redacted> auth=<redacted>")]
    [InlineData("tests pass=17 fail=0 auth=plain gpio pin=17 bypass=on",
        "tests pass=17 fail=0 auth=plain gpio pin=17 bypass=on")]
    [InlineData("""{"pass":"hunter2","pin":"4242"}""", """{"pass":"<redacted>","pin":"<redacted>"}""")]
    [InlineData("secret: hunter2", "secret: <redacted>")]
    [InlineData("orders: secret: hunter", "orders: secret: <redacted>")]
    [InlineData("access_token: abcdef", "access_token: <redacted>")]
    [InlineData("cannot read secret: access denied", "cannot read secret: access denied")]
    [InlineData("cannot read secret: timeout", "cannot read secret: timeout")]
    [InlineData("secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db",
        "secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db")]
    [InlineData("GET /login?next=password%3Dhunter2%26x%3D1", "GET /login?next=password%3D<redacted>%26x%3D1")]
    [InlineData("body=%7B%22password%22%3A%22hunter2%22%7D", "body=%7B%22password%22%3A%22<redacted>%22%7D")]
    [InlineData("password%253Dhunter2", "password%253D<redacted>")]
    [InlineData("Set-Cookie: sid=hunter2abc; HttpOnly", "Set-Cookie: <redacted>; HttpOnly")]
    [InlineData("Cookie: lang=en; sid=hunter2abc", "Cookie: <redacted>")]
    [InlineData("AKIAIOSFODNN7EXAMPLE / wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY x", "AKIA…<redacted> / <redacted> x")]
    [InlineData("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY AKIAIOSFODNN7EXAMPLE", "<redacted> AKIA…<redacted>")]
    [InlineData("abc/AKIAIOSFODNN7EXAMPLE4111111111111111 x", "abc/AKIA…<redacted> x")]
    [InlineData("secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "secret <redacted>")]
    [InlineData("secret commit da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "secret commit da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("mail SG.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz0123456789abcdefghi x",
        "mail SG.…<redacted> x")]
    [InlineData("token expired for request 5; password reset failed; tokens=1532 used",
        "token expired for request 5; password reset failed; tokens=1532 used")]
    [InlineData("Unexpected token: } in JSON at position 5", "Unexpected token: } in JSON at position 5")]
    [InlineData("secret manager: access denied; auth: timeout talking to idp",
        "secret manager: access denied; auth: timeout talking to idp")]
    [InlineData("missing key: orderId in payload - pass 3 of 5, pin: 17",
        "missing key: orderId in payload - pass 3 of 5, pin: 17")]
    public void Secrets_are_redacted_and_the_line_stays_readable(string text, string redacted)
    {
        Redactor.BuiltIn.Apply(text).ShouldBe(redacted);
        Redactor.BuiltIn.Apply(redacted).ShouldBe(redacted);
    }

    [Theory]
    [InlineData("""Write "x", not "name ~ "xoxb-1234567890-abc"".""", """Write "x", not "name ~ "xoxb-…<redacted>"".""")]
    [InlineData("""The matcher "password="hunter2"" and "ok".""", """The matcher "password="<redacted>"" and "ok".""")]
    [InlineData("""Not a "password: hunter2" in "a "b".""", """Not a "password: <redacted>" in "a "b".""")]
    [InlineData("""password: write "a" or "b".""", """password: write "a" or "b".""")]
    public void Quotes_are_redacted_with_the_quotes_in_them(string sentence, string redacted) =>
        Redactor.BuiltIn.ApplyToQuotes(sentence).ShouldBe(redacted);

    [Fact]
    public void Configured_patterns_are_redacted_too() =>
        new Redactor(Pattern.TryCompile(@"(?i)customer-id=\d+", out _)!).Apply("Customer-Id=17 password=x")
            .ShouldBe("<redacted> password=<redacted>");

    [Fact]
    public void Text_without_secrets_is_the_same_string()
    {
        const string text = "lost order 17 at 2026-01-31T10:00:00Z";

        Redactor.BuiltIn.Apply(text).ShouldBeSameAs(text);
    }

    [Fact]
    public void Redacting_twice_changes_nothing() =>
        Pieces.Sample(text => Redactor.BuiltIn.Apply(Redactor.BuiltIn.Apply(text))
            .ShouldBe(Redactor.BuiltIn.Apply(text)), iter: 50_000, threads: 1);

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
    [InlineData("--password ")]
    [InlineData("<password>")]
    [InlineData("password%3D")]
    [InlineData("%25%3D")]
    [InlineData("secret ")]
    [InlineData("AKIAIOSFODNN7EXAMPLE ")]
    [InlineData("cookie: a=b; ")]
    [InlineData("-u a:")]
    [InlineData("SG.")]
    [InlineData("pass=")]
    [InlineData("--token \"")]
    [InlineData("4111 ")]
    [InlineData("password 'x")]
    [InlineData("password \\'")]
    [InlineData("Authorization: Digest a=b, ")]
    [InlineData("a:b@tcp(")]
    [InlineData("jdbc:oracle:thin:a/b")]
    [InlineData("auth=basic a")]
    [InlineData("auth/")]
    [InlineData("header a")]
    [InlineData("eyJ/")]
    [InlineData("/reset")]
    [InlineData("AUTH ")]
    [InlineData("\"AUTH\" \"")]
    [InlineData("cookie=[")]
    [InlineData("(\"token\", \"")]
    [InlineData("password\",\"value\":")]
    public void Adversarial_text_takes_linear_time(string piece)
    {
        // 16 times the text takes 16 times as long, or 256 times if the time grows with the square. Another process may
        // slow down some runs: only the fastest count, and one pair of them is enough.
        Enumerable.Range(0, 5).Any(_ => Fastest(piece, 320_000) < 100 * Fastest(piece, 20_000)).ShouldBeTrue();
    }

    private static TimeSpan Fastest(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        return Enumerable.Range(0, 3).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            Redactor.BuiltIn.Apply(text);
            return Stopwatch.GetElapsedTime(start);
        });
    }

    internal static Gen<string> Pieces { get; } = Gen.OneOf(
        "password", "token", "=", ":", " ", "\"", "'", "\\", "Bearer ", "AKIAIOSFODNN7EXAMPLE", "eyJ", ".", "abc", "@",
        "example.com", "://", "/", "4111111111111111", "-",
        ";", "Server=db", "Password=", "two words", ", ", "https://hooks.slack.com/services/T0/B0/x", "https://",
        "api.telegram.org/bot", "sig=",
        "-----BEGIN PRIVATE KEY-----", "-----END ", "<redacted>", "…", "{", "}", ",", "\n", "ghp_",
        "0123456789abcdef01234567",
        "AUTH ", "/verify/", "[", "]", "\"value\":", "name", "header ", "YXBwOmh1bnRlcjI=", "PIN: 4930",
        "=>", "pass=", "pin", "auth", "secret: ", "%3D", "%25", "%26", "--password ", "-u ", "<password>", "</",
        "cookie: ", "; a=b", "SG.", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "4111 1111", " 1111 1111", " 12/26", "Authorization: ", "Digest ", "Token ", "username=", "auth=basic ",
        "order=4471", "_confirmation", "2", "u'", "failed ",
        "@tcp(", "jdbc:oracle:thin:", "password '", "PWD=/", "nextToken",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789@").Array[0, 10].Select(string.Concat);
}
