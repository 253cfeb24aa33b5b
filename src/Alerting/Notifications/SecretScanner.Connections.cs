using System.Buffers;

namespace Alerting.Notifications;

/// <summary>Connection strings: values with spaces, and logins before an at sign without a leading "//".</summary>
internal ref partial struct SecretScanner
{
    private static readonly SearchValues<char> LoginStart = SearchValues.Create(" \t\r\n\"'");

    /// <summary>
    /// In a connection string a value may contain spaces and ends at the next semicolon: <c>Password=two words;Database=shop</c>
    /// </summary>
    /// <returns>The value's length, or 0 if it is not a connection string.</returns>
    private readonly int ConnectionStringValue(ReadOnlySpan<char> rest)
    {
        var glance = rest[..Math.Min(rest.Length, LongestValue)];
        var line = glance.IndexOfAny("\r\n\"'");
        glance = line < 0 ? glance : glance[..line];
        var stop = glance.IndexOf(';');
        if (stop > 0 && !glance[..stop].Contains('=') && IsKeyAhead(glance[(stop + 1)..]))
        {
            return stop;
        }

        if (stop >= 0 || !IsBehindSemicolon())
        {
            return 0;
        }

        // The last value: up to where the surrounding sentence continues.
        var end = glance.Length;
        foreach (var sign in (ReadOnlySpan<string>)[", ", ": ", ") "])
        {
            var at = glance.IndexOf(sign);
            end = at >= 0 && at < end ? at : end;
        }

        return glance[..end].Contains('=') ? 0 : end;
    }

    /// <summary><c>Database=</c>, <c>User Id=</c> or the end, but not the rest of a sentence.</summary>
    private static bool IsKeyAhead(ReadOnlySpan<char> text)
    {
        var equals = text.IndexOf('=');
        if (equals is <= 0 or >= LongestKey)
        {
            return text.Trim().IsEmpty;
        }

        var key = text[..equals];
        return key.IndexOfAny(";,:()") < 0 && (key[0] != ' ' || !key[1..].Contains(' '));
    }

    /// <summary>Whether the current key follows a semicolon: <c>…;Password=</c></summary>
    private readonly bool IsBehindSemicolon()
    {
        var at = _at;
        while (at > _copied && _at - at < LongestKey && (char.IsAsciiLetterOrDigit(_text[at - 1]) || _text[at - 1] is ' ' or '_'))
        {
            at--;
        }

        return at > 0 && _text[at - 1] == ';';
    }

    /// <summary>Go's database drivers: <c>bob:hunter2@tcp(db-1:3306)/orders</c></summary>
    private bool TakeDriverLogin()
    {
        if (!StartsWith("@tcp(") && !StartsWith("@unix("))
        {
            return false;
        }

        var from = Math.Max(_copied, _at - LongestUser);
        var login = _text.AsSpan(from, _at - from);
        login = login[(login.LastIndexOfAny(LoginStart) + 1)..];
        var colon = login.IndexOf(':');
        return colon > 0 && colon + 1 < login.Length && Replace(_at - login.Length + colon + 1, _at, Redaction.Mark);
    }

    /// <summary><c>jdbc:oracle:thin:bob/hunter2@//db-1:1521/orders</c></summary>
    private bool TakeOracleLogin()
    {
        if (!Behind(_at).EndsWith("oracle:thin", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var login = _text.AsSpan(_at + 1, Math.Min(LongestUser, _text.Length - _at - 1));
        var stop = login.IndexOfAny(LoginStart);
        login = stop < 0 ? login : login[..stop];
        var slash = login.IndexOf('/');
        var at = login.LastIndexOf('@');
        return slash > 0 && at > slash + 1 && Replace(_at + 1 + slash + 1, _at + 1 + at, Redaction.Mark);
    }
}
