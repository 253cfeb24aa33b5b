using System.Buffers;

namespace Alerting.Redaction;

/// <summary>Redacts the secret at the cursor.</summary>
/// <returns>Whether it moved the cursor past what it read. If not, the next rule is tried.</returns>
internal delegate bool Recogniser(ref TextCursor text);

/// <summary>One kind of secret, and how it is found.</summary>
/// <param name="Signs">The characters at which the recogniser is called.</param>
/// <param name="CanOccur">Whether a text can have such a secret at all. If not, the recogniser is not called.</param>
/// <param name="Example">A text that this rule changes and no other.</param>
internal sealed record RedactionRule(
    string Kind, string Signs, Func<string, bool> CanOccur, Recogniser Redact, string Example, string Redacted);

/// <summary>
/// All kinds of secrets. Where several rules have the same sign, the first that finds a secret decides.
/// </summary>
internal static class RedactionRules
{
    private const string Digits = "0123456789";

    private static readonly Func<string, bool> HasName =
        AnyCase([.. SecretWords.Names, .. SecretWords.WeakNames, .. SecretWords.OneTimeCodes]);

    private static readonly RedactionRule EMail = new(
        "e-mail address", "@", AnyOf("@"), Logins.EMail,
        "mail to bob@example.com failed", "mail to <redacted>@example.com failed");

    public static RedactionRule[] Table { get; } =
    [
        new("webhook URL", ":=", AnyCase([.. SecretWords.Webhooks.Select(hook => hook.Host)]), Webhooks.Url,
            "https://hooks.slack.com/services/T0/B0/x", "https://hooks.slack.com/<redacted>"),
        new("login in a URL", ":=", AnyOf("@"), Logins.Url,
            "postgres://shop:s3cr3t@db-1/orders", "postgres://shop:<redacted>@db-1/orders"),
        new("value of a key", ":=", HasName, KeyValues.Value,
            "user=bob password=hunter2", "user=bob password=<redacted>"),
        new("Oracle login", ":=", AnyCase("oracle:thin"), Logins.Oracle,
            "jdbc:oracle:thin:bob/hunter2@//db-1", "jdbc:oracle:thin:bob/<redacted>@//db-1"),
        new("XML element", ">", HasName, Markup.Element,
            "<password>hunter2</password>", "<password><redacted></password>"),
        new("percent-encoded value", "%", HasName, Markup.EncodedValue,
            "?next=password%3Dhunter2%26x%3D1", "?next=password%3D<redacted>%26x%3D1"),
        new("login of a Go driver", "@", AnyOf("@tcp(", "@unix("), Logins.GoDriver,
            "bob:hunter2@tcp(db-1:3306)/orders", "bob:<redacted>@tcp(db-1:3306)/orders"),
        EMail,
        new("quoted password", "'\"", AnyCase([.. SecretWords.Passwords, .. SecretWords.QuotedSecrets]),
            CommandLines.QuotedPassword,
            "login with password 'hunter2' failed", "login with password '<redacted>' failed"),
        new("command-line option", "-", HasName, CommandLines.Option,
            "mysql --password hunter2 shop", "mysql --password <redacted> shop"),
        new("command-line login", "-", AnyOf("u ", "-U ", "-user ", "-creds ", "http -a "),
            CommandLines.Login,
            "curl -u bob:hunter2 example.com", "curl -u bob:<redacted> example.com"),
        new("command-line option of one letter", "-", AnyOf(ShortOptions.Names), ShortOptions.Password,
            "sshpass -p hunter2 ssh db-1", "sshpass -p <redacted> ssh db-1"),
        new("private key", "-", AnyOf(Tokens.PrivateKeyBegin), Tokens.PrivateKey,
            "-----BEGIN PRIVATE KEY-----MIIE-----END PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----<redacted>-----END PRIVATE KEY-----"),
        new("card number", Digits, HasLongNumber, Cards.Number,
            "card 4111 1111 1111 1111 declined", "card <redacted> declined"),
        new("JSON Web Token", "e", AnyOf(Tokens.JwtBegin), Tokens.Jwt,
            "got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "got eyJ…<redacted>"),
        new("credentials of a scheme", "Bb", AnyCase("bearer ", "bearer: ", "basic "),
            AuthorizationHeaders.Credentials,
            "got Bearer 0123456789abcdef", "got Bearer <redacted>"),
        new("AWS access key", "A", AnyOf("AKIA", "ASIA"), AccessKeys.IdAndSecret,
            "key AKIAIOSFODNN7EXAMPLE used", "key AKIA…<redacted> used"),
        new("token with a prefix", TokenPrefixes.FirstCharacters, AnyOf(TokenPrefixes.All), TokenPrefixes.Token,
            "hook xoxb-1234567890-abc", "hook xoxb-…<redacted>"),
        new("Telegram bot token", ":", AnyOf(":AA"), Tokens.Telegram,
            "bot 123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc", "bot 123456789:<redacted>"),
        new("Discord bot token", "MNO", AnyOf("."), Tokens.Discord,
            "bot MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWsd",
            "bot MTk4NjIyNDgzNDcxOTI1MjQ4.<redacted>"),
        new("Terraform token", ".", AnyOf(".atlasv1."), Tokens.Terraform,
            "aB3dE5gH7jK9mN.atlasv1.aB3dE5gH7jK9mN1pQ3sT5vW7xY9zA2cD4fG6hJ8kL0nM2pR4tV6wX8yZ0b",
            "aB3dE5gH7jK9mN.atlasv1.…<redacted>"),
        new("Mailchimp key", "-", AnyOf("-us"), Tokens.Mailchimp,
            "key 0123456789abcdef0123456789abcdef-us12", "key <redacted>-us12"),
        new("password in a sentence", "pPkKcCsSwWmM", AnyCase(SecretWords.SpokenPasswords), PasswordSentences.Sentence,
            "the password is hunter2", "the password is <redacted>"),
        new("password in SQL", "iI", AnyCase("identified "), Passwords.IdentifiedBy,
            "CREATE USER bob IDENTIFIED BY 'hunter2'", "CREATE USER bob IDENTIFIED BY '<redacted>'"),
        new("password as an argument", "(", AnyOf(Passwords.CallNames), Passwords.CallArgument,
            "PDO->__construct('mysql:host=db', 'app', 'hunter2')",
            "PDO->__construct('mysql:host=db', 'app', '<redacted>')"),
        new("hash of a password", "$", AnyOf(Passwords.HashBegins), Passwords.Hash,
            "bob:$apr1$hRyF5Q8a$ZbT7QH2dB3n5kq1W3k8x1.", "bob:$apr1$…<redacted>"),
        new("percent-encoded e-mail address", "%", AnyOf("%40"), Logins.EncodedEMail,
            "?to=bob%40example.com", "?to=<redacted>%40example.com"),
        new("SendGrid key", "S", AnyOf("SG."), Tokens.SendGrid,
            "SG.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz0123456789", "SG.…<redacted>"),
        new("credentials in base64", "aAcChH", AnyCase(Base64.Names), Base64.Credentials,
            "header was YXBwOmh1bnRlcjI= and rejected", "header was <redacted> and rejected"),
        new("token in a path", "/", AnyCase(PathTokens.Words), PathTokens.Token,
            "GET /reset-password/9f8e7d6c5b4a39281706f5e4 200", "GET /reset-password/<redacted> 200"),
        new("name and value in a pair", ",", HasName, SecretLists.Pair,
            "('Set-Cookie', 'sid=hunter2')", "('Set-Cookie', '<redacted>')"),
        new("password of a protocol", "APL", AnyOf(ProtocolPasswords.Commands), ProtocolPasswords.Password,
            "AUTH bob hunter2", "AUTH bob <redacted>"),
        new("token in a sentence", "tTaAsS", AnyCase(SpokenSecrets.Tokens), SpokenSecrets.Token,
            "using token 9f8e7d6c5b4a39281706f5e4", "using token <redacted>"),
        new("one-time code in a sentence", "yYlLvVsSoOuUeEiIdDpPmM2tTcCbBwW", AnyCase(SpokenSecrets.Codes),
            SpokenSecrets.Code,
            "your code is 493021", "your code is <redacted>"),
        new("one-time code before its name", " ", AnyOf(SpokenSecrets.IsYours), SpokenSecrets.CodeBefore,
            "493021 is your login code", "<redacted> is your login code"),
        new("password by its place", "nhem", AnyOf(PositionalPasswords.Commands), PositionalPasswords.Password,
            "net user bob hunter2 /add", "net user bob <redacted> /add"),
        new("AWS secret key", "sS", AnyCase("secret"), AccessKeys.AfterSecret,
            "secret wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "secret <redacted>"),
    ];

    public static RuleSet All { get; } = new(Table);

    public static RuleSet WithoutAddresses { get; } = new(Table.Where(rule => rule != EMail));

    private static Func<string, bool> AnyOf(params string[] words) => Any(words, StringComparison.Ordinal);

    private static Func<string, bool> AnyCase(params string[] words) => Any(words, StringComparison.OrdinalIgnoreCase);

    private static Func<string, bool> Any(string[] words, StringComparison comparison)
    {
        var search = SearchValues.Create(words, comparison);
        return text => text.AsSpan().ContainsAny(search);
    }

    /// <summary>Enough digits for a card number, with at most one space or dash between two of them.</summary>
    private static bool HasLongNumber(string text)
    {
        var digits = 0;
        var last = '\0';
        foreach (var c in text)
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : c is ' ' or '-' && char.IsAsciiDigit(last) ? digits : 0;
            if (digits == Cards.LeastDigits)
                return true;
            last = c;
        }
        return false;
    }
}
