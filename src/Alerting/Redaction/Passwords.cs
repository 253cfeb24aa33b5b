namespace Alerting.Redaction;

/// <summary>Passwords in SQL, as arguments of a call, and as hashes.</summary>
internal static class Passwords
{
    public static readonly string[] HashBegins =
        ["$apr1$", "$2a$", "$2b$", "$2x$", "$2y$", "$1$", "$5$", "$6$", "$7$", "$y$", "$argon2i$", "$argon2id$",
         "$argon2d$", "$scrypt$", "$pbkdf2-sha256$", "$pbkdf2-sha512$"];

    /// <summary>Functions whose arguments a PHP stack trace shows, and which of them is the password.</summary>
    private static readonly (string Call, int Argument)[] Calls =
    [
        ("PDO->__construct(", 2), ("new PDO(", 2), ("mysqli->__construct(", 2), ("new mysqli(", 2),
        ("mysqli_connect(", 2), ("mysql_connect(", 2), ("oci_connect(", 1), ("ftp_login(", 2), ("ldap_bind(", 2),
        ("imap_open(", 2), ("password_verify(", 0), ("password_hash(", 0), ("ssh2_auth_password(", 2),
        ("DriverManager.getConnection(", 2),
    ];

    public static string[] CallNames { get; } = [.. Calls.Select(call => call.Call)];

    /// <summary><c>CREATE USER 'bob' IDENTIFIED BY 'hunter2'</c></summary>
    public static bool IdentifiedBy(ref TextCursor text)
    {
        const string words = "identified ";
        var rest = text.From(text.Position, 120);
        if (!rest.StartsWith(words, StringComparison.OrdinalIgnoreCase))
            return false;
        var by = rest.IndexOf(" by ", StringComparison.OrdinalIgnoreCase);
        var isWith = by > words.Length && rest[words.Length..].StartsWith("with ", StringComparison.OrdinalIgnoreCase);
        if (by < 0 || (by != words.Length - 1 && !isWith))
            return false;
        var start = text.Position + by + 4;
        start += text.StartsWith(start, "PASSWORD ") || text.StartsWith(start, "password ") ? 9 : 0;
        var quote = text.AfterEscapes(start);
        if (text[quote] is not ('\'' or '"'))
        {
            var plain = text.EndOfValue(start);
            return plain > start && IsStatement(text.Before(text.Position)) && text.Redact(start, plain);
        }
        var end = text.EndOfQuoted(quote, escapes: quote - start);
        return end > quote + 1 && text.Redact(quote + 1, end);
    }

    /// <summary>Without quotes only a statement shows that a password follows.</summary>
    private static bool IsStatement(ReadOnlySpan<char> before) =>
        before.Contains("create ", StringComparison.OrdinalIgnoreCase)
        || before.Contains("alter ", StringComparison.OrdinalIgnoreCase)
        || before.Contains("grant ", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>PDO->__construct('mysql:host=db', 'app', 'hunter2')</c></summary>
    public static bool CallArgument(ref TextCursor text)
    {
        var before = text.Before(text.Position + 1);
        foreach (var (call, argument) in Calls)
        {
            if (before.EndsWith(call, StringComparison.Ordinal))
                return Argument(ref text, argument);
        }
        return false;
    }

    private static bool Argument(ref TextCursor text, int argument)
    {
        var at = text.Position + 1;
        for (var i = 0; i < argument; i++)
        {
            at = text[at] is '\'' or '"' ? text.EndOfQuoted(at, escapes: 0) : at;
            while (at < text.Length && text[at] is not (',' or ')' or '\n'))
                at++;
            if (text[at] != ',')
                return false;
            at += text[at + 1] == ' ' ? 2 : 1;
        }
        if (text[at] is not ('\'' or '"'))
            return false;
        var end = text.EndOfQuoted(at, escapes: 0);
        return end > at + 1 && text.Redact(at + 1, end);
    }

    /// <summary><c>bob:$apr1$hRyF5Q8a$ZbT7…</c>: the hash of a password, which can be guessed from it.</summary>
    /// <remarks>crypt(5)</remarks>
    public static bool Hash(ref TextCursor text)
    {
        foreach (var begin in HashBegins)
        {
            if (!text.StartsWith(begin))
                continue;
            var start = text.Position + begin.Length;
            var end = text.EndOf(start, "./$=,+");
            return end - start >= 22 && text.RedactAfterPrefix(start, end);
        }
        return false;
    }
}
