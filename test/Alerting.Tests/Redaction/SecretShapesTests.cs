using Alerting.Redaction;

namespace Alerting.Tests.Redaction;

/// <summary>Formats of secrets in other programs' logs, and ordinary text that resembles them.</summary>
public class SecretShapesTests
{
    [Theory]
    [InlineData("charge 4111111111111111 12/26 declined", "charge <redacted> 12/26 declined")]
    [InlineData("order 12345 4111111111111111 declined", "order 12345 <redacted> declined")]
    [InlineData("payment 42424 4111-1111-1111-1111 failed", "payment 42424 <redacted> failed")]
    [InlineData("card 4111 1111 1111 1111 2026 declined", "card <redacted> 2026 declined")]
    [InlineData("card 3782 822463 10005 1226", "card <redacted> 1226")]
    [InlineData("card=4111111111111111 1225", "card=<redacted> 1225")]
    [InlineData("pan=3530111333300000", "pan=<redacted>")]
    [InlineData("x 3530111333300000", "x 3530111333300000")]
    [InlineData("order 4539578763621486 shipped", "order 4539578763621486 shipped")]
    [InlineData("trace 6011000990139424 ended", "trace 6011000990139424 ended")]
    [InlineData("refund 4539 5787 6362 1486", "refund <redacted>")]
    [InlineData("cpu 4705 150 1120 16250 520 4096 8192 16384 32768 65536",
        "cpu 4705 150 1120 16250 520 4096 8192 16384 32768 65536")]
    [InlineData("at 2026-01-31 10:00:00 took 4111 ms of 6000", "at 2026-01-31 10:00:00 took 4111 ms of 6000")]
    public void Cards_are_found_beside_other_numbers(string text, string redacted) => ShouldBecome(text, redacted);

    [Fact]
    public void A_card_number_with_its_check_value_is_redacted() =>
        Redactor.BuiltIn.Apply("card 4111111111111111 123 declined").ShouldNotContain("4111111111111111");

    [Theory]
    [InlineData("access 'https://ghp_abcdefghijklmnopqrstuvwxyz0123456789@github.com/x.git/'",
        "access 'https://<redacted>@github.com/x.git/'")]
    [InlineData("https://AKIAIOSFODNN7EXAMPLE@sns.eu-west-1.amazonaws.com/ refused",
        "https://<redacted>@sns.eu-west-1.amazonaws.com/ refused")]
    [InlineData("https://oauth2token@example.com/x", "https://<redacted>@example.com/x")]
    [InlineData("https://ghp_abcdefghijklmnopqrstuvwxyz0123456789:x-oauth-basic@github.com",
        "https://<redacted>:<redacted>@github.com")]
    [InlineData("ssh://git@github.com/x.git", "ssh://git@github.com/x.git")]
    [InlineData("postgres://shop@db-1/orders", "postgres://shop@db-1/orders")]
    [InlineData("dsn bob:s3cr3tpw@tcp(10.0.0.1:3306)/orders", "dsn bob:<redacted>@tcp(10.0.0.1:3306)/orders")]
    [InlineData("jdbc:oracle:thin:bob/hunter2@//db-1:1521/orders",
        "jdbc:oracle:thin:bob/<redacted>@//db-1:1521/orders")]
    public void Logins_in_URLs_are_redacted(string text, string redacted) => ShouldBecome(text, redacted);

    [Theory]
    [InlineData("Authorization: Token abcdef0123456789zz rejected", "Authorization: Token <redacted> rejected")]
    [InlineData("Authorization=ApiKey abcdef, next", "Authorization=ApiKey <redacted>, next")]
    [InlineData("Authorization: Negotiate YIIabc==", "Authorization: Negotiate <redacted>")]
    [InlineData("curl -H 'Authorization: token abcdef' failed", "curl -H 'Authorization: token <redacted>' failed")]
    [InlineData("curl -H \"Authorization: Token YWJjZA=\" failed",
        "curl -H \"Authorization: Token <redacted>\" failed")]
    [InlineData("""Authorization: Digest username="bob", realm="x", response="6629fae4" sent""",
        "Authorization: Digest <redacted> sent")]
    [InlineData("""{"m":"Authorization: Digest username=\"bob\", response=\"6629fae4\""}""",
        """{"m":"Authorization: Digest <redacted>"}""")]
    [InlineData("Authorization: AWS4-HMAC-SHA256 Credential=A/b, SignedHeaders=host;x-amz-date, Signature=ab12",
        "Authorization: AWS4-HMAC-SHA256 <redacted>")]
    [InlineData("Authorization: Unheardof abcdef0123 sent", "Authorization: <redacted> sent")]
    [InlineData("Authorization: Basic YTpi sent", "Authorization: Basic <redacted> sent")]
    [InlineData("auth=basic order=4471 failed", "auth=basic order=4471 failed")]
    [InlineData("auth=bearer status=401", "auth=bearer status=401")]
    [InlineData("password=basic order=4471", "password=<redacted> order=4471")]
    [InlineData("Authorization: Basic auth header missing", "Authorization: Basic auth header missing")]
    public void Credentials_after_a_scheme_are_redacted(string text, string redacted) => ShouldBecome(text, redacted);

    [Theory]
    [InlineData("password_confirmation=hunter2x", "password_confirmation=<redacted>")]
    [InlineData("""{"password"=>"a", "password_confirmation"=>"b"}""",
        """{"password"=>"<redacted>", "password_confirmation"=>"<redacted>"}""")]
    [InlineData("""{"new_password1":"a","passwordConfirm":"b"}""",
        """{"new_password1":"<redacted>","passwordConfirm":"<redacted>"}""")]
    [InlineData("SECRET_KEY_BASE=hunter password2=x", "SECRET_KEY_BASE=<redacted> password2=<redacted>")]
    [InlineData("encryption_key=hunter passwords=x api key: hunter2x9",
        "encryption_key=<redacted> passwords=<redacted> api key: <redacted>")]
    [InlineData("{u'password': u'hunter2x', 'token': b\"x\"}",
        "{u'password': u'<redacted>', 'token': b\"<redacted>\"}")]
    [InlineData("login with password 'Tr0ub4dor&3' failed", "login with password '<redacted>' failed")]
    [InlineData("""{"m":"with password \"a b\" failed"}""", """{"m":"with password \"<redacted>\" failed"}""")]
    [InlineData("-----BEGIN PGP PRIVATE KEY BLOCK----- lQO -----END PGP PRIVATE KEY BLOCK-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----<redacted>-----END PGP PRIVATE KEY BLOCK-----")]
    [InlineData("-----BEGIN PGP PUBLIC KEY BLOCK----- lQO", "-----BEGIN PGP PUBLIC KEY BLOCK----- lQO")]
    [InlineData("Pwd=/home/a;Server=db", "Pwd=<redacted>;Server=db")]
    [InlineData("db_pwd=/home/a", "db_pwd=<redacted>")]
    [InlineData("nextToken=abc123def", "nextToken=<redacted>")]
    public void Keys_are_recognised_by_their_names(string text, string redacted) => ShouldBecome(text, redacted);

    [Theory]
    [InlineData("password: authentication failed for user x")]
    [InlineData("cookie: domain mismatch")]
    [InlineData("Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089")]
    [InlineData("pwd: /home/app")]
    [InlineData("PWD=/home/app OLDPWD=/tmp")]
    [InlineData("nextToken: page 2")]
    [InlineData("missing api key: request rejected")]
    [InlineData("unexpected token 'x' in JSON, secret 'db-prod' not found")]
    [InlineData("encryption_key=arn:aws:kms:eu-west-1:123456789012:key/1")]
    [InlineData("tokens2=17 max_tokens=100")]
    public void Ordinary_words_stay(string text) => ShouldBecome(text, text);

    private static void ShouldBecome(string text, string redacted)
    {
        Redactor.BuiltIn.Apply(text).ShouldBe(redacted);
        Redactor.BuiltIn.Apply(redacted).ShouldBe(redacted);
    }
}
