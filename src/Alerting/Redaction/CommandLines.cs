using System.Buffers;

namespace Alerting.Redaction;

/// <summary>Secrets after their name and a space: on command lines and, in quotes, in sentences.</summary>
internal static class CommandLines
{
    private const int LongestCommand = 200;

    /// <summary>Those whose <c>-u</c> takes <c>user:password</c>. The programs' manuals.</summary>
    private static readonly SearchValues<string> LoginPrograms = SearchValues.Create(
        ["curl", "wget", "http", "etcdctl", "nats", "influx", "jf ", "jfrog", "lftp", "siege", "nikto"],
        StringComparison.Ordinal);

    /// <summary><c>--password hunter2</c>, <c>--api-key "a b"</c></summary>
    public static bool Option(ref TextCursor text)
    {
        var name = OptionName(text);
        if (!SecretNames.IsSecret(name) && name is not ("storepass" or "keypass" or "pass"))
            return false;
        var start = AfterName(text, name);
        if (text[start] is '"' or '\'')
        {
            var close = text.EndOfQuoted(start, escapes: 0);
            return close > start + 1 && !text.StartsWith(start + 1, Redactor.Mark) && text.Redact(start + 1, close);
        }
        var end = text.EndOfValue(start);
        var isSecret = !name.StartsWith("no-") && end > start && !SecretValues.IsProse(text.Between(start, end));
        return isSecret && text.Redact(start, end);
    }

    /// <summary>
    /// <c>curl -u bob:hunter2</c>; but <c>sort -u a:b2.txt</c> is no login, and <c>--user 1000:1000</c> and
    /// <c>--user app:app</c> are user and group.
    /// </summary>
    public static bool Login(ref TextCursor text)
    {
        var name = OptionName(text);
        var isLogin = (name is "u" or "U" && IsLoginProgram(text))
            || name is "user" or "proxy-user" or "creds" or "src-creds" or "dest-creds"
            || (name is "U" && text.From(text.Position + 3, TextCursor.LongestKey).Contains('%'))
            || (name is [.., 'u'] && text.Before(text.Position).EndsWith("curl "))
            || (name is "a" && text.Before(text.Position).EndsWith("http "));
        if (!isLogin)
            return false;
        var start = AfterName(text, name);
        start += text[start] is '"' or '\'' ? 1 : 0;
        var login = text.Between(start, text.EndOfValue(start));
        // Samba separates name and password by a percent sign.
        var colon = name is not "U" || !login.Contains('%') ? login.IndexOf(':') : login.IndexOf('%');
        if (colon <= 0 || colon + 1 == login.Length || login[colon + 1] == '/')
            return false;
        var password = login[(colon + 1)..];
        var isGroup = password.SequenceEqual(login[..colon]) || !password.ContainsAnyExceptInRange('0', '9');
        return !isGroup && text.Redact(start + colon + 1, start + login.Length);
    }

    /// <summary>
    /// <c>with password 'hunter2'</c>; after other names a quote is often not the secret: <c>unexpected token 'x'</c>.
    /// </summary>
    public static bool QuotedPassword(ref TextCursor text)
    {
        var quote = text.Position;
        var end = text.BeforeEscapes(quote);
        if (end == text.Floor || text[end - 1] != ' ')
            return false;
        var name = SecretNames.WithoutSuffix(text.Before(end - 1));
        var close = text.EndOfQuoted(quote, escapes: quote - end);
        if (SecretNames.AtEnd(name, SecretWords.Passwords) is null
            && !(SecretNames.AtEnd(name, SecretWords.QuotedSecrets) is not null && close > quote
                && PasswordSentences.IsRandom(text.Between(quote + 1, close))))
        {
            return false;
        }

        var isClosed = close < text.Length && text[close] != '\n' && close > quote + 1;
        return isClosed && text.Redact(quote + 1, close);
    }

    /// <summary>To other programs <c>-u</c> is no login: <c>sort -u</c>, <c>docker exec -u</c>.</summary>
    private static bool IsLoginProgram(in TextCursor text)
    {
        var start = Math.Max(0, text.Position - LongestCommand);
        var command = text.Between(start, text.Position);
        return command[(command.LastIndexOfAny("\n|;") + 1)..].ContainsAny(LoginPrograms);
    }

    /// <summary>The name of the option at the dash if a value follows it; otherwise empty.</summary>
    private static ReadOnlySpan<char> OptionName(in TextCursor text)
    {
        var dash = text.Position;
        if (dash > 0 && !(text[dash - 1] is ' ' or '\t' or '\n' or '"' or '\'' or '[' or '('))
            return default;
        var start = StartOfName(text);
        var end = start;
        while (end - start < TextCursor.LongestKey && IsNamePart(text[end]))
            end++;
        var hasValue = text[start] != '-' && text[end] == ' ' && !(text[end + 1] is '-' or '<');
        return hasValue ? text.Between(start, end) : default;
    }

    private static int StartOfName(in TextCursor text) => text.Position + (text[text.Position + 1] == '-' ? 2 : 1);

    private static int AfterName(in TextCursor text, ReadOnlySpan<char> name) => StartOfName(text) + name.Length + 1;

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';
}
