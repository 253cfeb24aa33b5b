using System.Buffers;

namespace Alerting.Redaction;

/// <summary>Text before an at sign: names and passwords in URLs and data sources, and e-mail addresses.</summary>
internal static class Logins
{
    private const int Longest = 256;

    /// <summary>User names are shorter than tokens.</summary>
    private const int ShortestToken = 16;

    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create(" /?#\t\r\n\"'");
    private static readonly SearchValues<char> LoginEnd = SearchValues.Create(" \t\r\n\"'");

    /// <summary><c>https://user:password@host</c>, <c>https://token@host</c></summary>
    public static bool Url(ref TextCursor text)
    {
        if (!text.IsUrl)
            return false;
        var start = text.Position + 3;
        var authority = UpTo(text.From(start, Longest), AuthorityEnd);
        var at = authority.LastIndexOf('@');
        if (at < 0)
            return text.MoveTo(start);
        var login = authority[..at];
        var colon = login.IndexOf(':');
        var user = colon < 0 ? login : login[..colon];
        if (user.Length > 0 && (IsToken(user) || (colon < 0 && IsWeb(text.Before(text.Position)))))
            text.Redact(start, start + user.Length);
        text.MoveTo(start + at + 1);
        return colon < 0 || text.Redact(start + colon + 1, start + at);
    }

    /// <summary><c>jdbc:oracle:thin:bob/hunter2@//db-1:1521/orders</c></summary>
    public static bool Oracle(ref TextCursor text)
    {
        if (text.IsUrl || !text.Before(text.Position).EndsWith("oracle:thin", StringComparison.OrdinalIgnoreCase))
            return false;
        var start = text.Position + 1;
        var login = UpTo(text.From(start, Longest), LoginEnd);
        var slash = login.IndexOf('/');
        var at = login.LastIndexOf('@');
        return slash > 0 && at > slash + 1 && text.Redact(start + slash + 1, start + at);
    }

    /// <summary>Go's database drivers: <c>bob:hunter2@tcp(db-1:3306)/orders</c></summary>
    public static bool GoDriver(ref TextCursor text)
    {
        if (!text.StartsWith("@tcp(") && !text.StartsWith("@unix("))
            return false;
        var login = text.Before(text.Position, Longest);
        login = login[(login.LastIndexOfAny(LoginEnd) + 1)..];
        var colon = login.IndexOf(':');
        var password = text.Position - login.Length + colon + 1;
        return colon > 0 && password < text.Position && text.Redact(password, text.Position);
    }

    /// <summary>Redacts the part before the at sign. The domain is enough for a reader.</summary>
    public static bool EMail(ref TextCursor text) => Address(ref text, text.Position, 1);

    /// <summary><c>?to=bob%40example.com</c></summary>
    public static bool EncodedEMail(ref TextCursor text) =>
        text.StartsWith("%40") && Address(ref text, text.Position, "%40".Length);

    private static bool Address(ref TextCursor text, int at, int length)
    {
        var start = at;
        while (start > text.Floor && at - start < TextCursor.LongestKey && IsMailPart(text[start - 1]))
            start--;
        var dot = at + length;
        while (char.IsLetterOrDigit(text[dot]) || text[dot] == '-')
            dot++;
        var isDomain = dot > at + length && text[dot] == '.'
            && char.IsLetter(text[dot + 1]) && char.IsLetter(text[dot + 2]);
        return start < at && isDomain && !IsOtherName(text, start, at, dot) && text.Redact(start, at);
    }

    /// <summary>
    /// A repository over SSH, <c>git@example.com:shop/api.git</c>, or a unit of systemd, <c>user@7.service</c>
    /// </summary>
    private static bool IsOtherName(in TextCursor text, int start, int at, int dot)
    {
        if (text.Between(start, at) is "git")
        {
            return text.From(dot, 80).IndexOf(':') is > 0 and var colon
                && !text.Between(dot, dot + colon).Contains(' ');
        }

        return text.StartsWith(dot, ".service") || text.StartsWith(dot, ".slice") || text.StartsWith(dot, ".socket")
            || text.StartsWith(dot, ".timer") || text.StartsWith(dot, ".scope") || text.StartsWith(dot, ".mount");
    }

    private static ReadOnlySpan<char> UpTo(ReadOnlySpan<char> text, SearchValues<char> signs)
    {
        var end = text.IndexOfAny(signs);
        return end < 0 ? text : text[..end];
    }

    /// <summary>
    /// In a web URL, a login without a password is a token. In <c>ssh://git@host</c> it is a user name.
    /// </summary>
    private static bool IsWeb(ReadOnlySpan<char> scheme) =>
        scheme.EndsWith("http", StringComparison.OrdinalIgnoreCase)
        || scheme.EndsWith("https", StringComparison.OrdinalIgnoreCase);

    private static bool IsToken(ReadOnlySpan<char> user) => user.Length >= ShortestToken && SecretValues.IsMixed(user);

    private static bool IsMailPart(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-';
}
