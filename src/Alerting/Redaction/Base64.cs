using System.Text;

namespace Alerting.Redaction;

/// <summary>Base64 that is a secret because of what it encodes.</summary>
internal static class Base64
{
    /// <summary>What stands before the value of a header whose scheme is missing.</summary>
    public static readonly string[] Names = ["authorization", "auth", "header", "credential"];

    private const int LongestSentence = 64;
    private const int LeastCredentials = 8;
    private const string Signs = "+/-_=";

    /// <summary>A JSON document with a secret: <c>.dockerconfigjson</c>, the body of a request.</summary>
    public static bool Json(ref TextCursor text)
    {
        // Each run is decoded once, from its start, so that the time stays linear.
        if (text.Position > 0 && Signs.Contains(text[text.Position - 1]))
            return false;
        var end = text.EndOf(text.Position, Signs);
        return Decode(text.Between(text.Position, end)) is { } json && RedactionRules.All.Apply(json) != json
            && text.Redact(text.Position, end);
    }

    /// <summary>
    /// At the name: <c>auth header YXBwOmh1bnRlcjI= rejected</c>. Only there: many other ids are <c>Order:17</c>.
    /// </summary>
    public static bool Credentials(ref TextCursor text)
    {
        if (!text.IsWordStart(text.Position) || !IsName(text.From(text.Position)))
            return false;
        var stop = Math.Min(text.Length, text.Position + LongestSentence);
        for (var start = text.Position; start < stop; start++)
        {
            var end = EndOfCredentials(text, start);
            if (end - start >= LeastCredentials && Decode(text.Between(start, end)) is { } login && IsLogin(login))
                return text.Redact(start, end);
            start = Math.Max(start, end);
        }
        return false;
    }

    private static int EndOfCredentials(in TextCursor text, int start)
    {
        var end = start;
        while (end - start < TextCursor.LongestValue
            && (char.IsAsciiLetterOrDigit(text[end]) || Signs.Contains(text[end])))
        {
            end++;
        }

        return end;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var name in Names)
        {
            if (text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>Null if it is not base64 of printable ASCII, which other words decode to only by chance.</summary>
    private static string? Decode(ReadOnlySpan<char> encoded)
    {
        var digits = encoded.TrimEnd('=').ToString().Replace('-', '+').Replace('_', '/');
        var bytes = new byte[digits.Length];
        return Convert.TryFromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '='), bytes, out var length)
            && !bytes.AsSpan(0, length).ContainsAnyExceptInRange((byte)' ', (byte)'~')
                ? Encoding.ASCII.GetString(bytes, 0, length) : null;
    }

    private static bool IsLogin(string login) => login.IndexOf(':') is > 0 and var colon && colon < login.Length - 1;
}
