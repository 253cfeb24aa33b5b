using System.Text;

namespace Alerting.Redaction;

/// <summary>A range of a text, and what replaces it.</summary>
internal readonly record struct RedactedRange(int Start, int End, string Mark);

/// <summary>
/// A text with percent signs as it reads when decoded, however often it was encoded, and where each of its characters
/// comes from. A secret in it is redacted where it is encoded; the rest of the text stays as it is.
/// </summary>
internal sealed class EncodedText
{
    /// <summary>Stands for bytes beyond ASCII: a letter, so that it separates nothing.</summary>
    private const char Letter = 'é';

    private readonly string _text;
    private readonly string _decoded;
    private readonly int[] _starts;

    private EncodedText(string text)
    {
        _text = text;
        _starts = new int[text.Length + 1];
        var decoded = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            _starts[decoded.Length] = at;
            var end = EndOfEscape(text, at);
            decoded.Append(end > 0 ? Character(text, end) : Plain(text, at, decoded));
            at = end > 0 ? end : at + 1;
        }
        _starts[decoded.Length] = text.Length;
        _decoded = decoded.ToString();
    }

    /// <summary>Returns the same string when nothing in it is encoded, or no secret.</summary>
    public static string Apply(RuleSet rules, string text)
    {
        var first = text.IndexOf('%', StringComparison.Ordinal);
        while (first >= 0 && EndOfEscape(text, first) == 0)
            first = text.IndexOf('%', first + 1);
        return first < 0 ? text : new EncodedText(text).Redacted(rules);
    }

    private string Redacted(RuleSet rules)
    {
        var ranges = rules.Find(_decoded);
        if (ranges.Count == 0)
            return _text;
        var redacted = new StringBuilder(_text.Length);
        var written = 0;
        foreach (var range in ranges)
        {
            redacted.Append(_text, written, _starts[range.Start] - written).Append(range.Mark);
            written = _starts[range.End];
        }
        return redacted.Append(_text, written, _text.Length - written).ToString();
    }

    /// <summary>The end of <c>%20</c>, or of <c>%2520</c>, which is encoded twice; otherwise 0.</summary>
    private static int EndOfEscape(string text, int at)
    {
        if (text[at] != '%' || !IsHex(text, at + 1))
            return 0;
        at++;
        while (text[at] == '2' && text[at + 1] == '5' && IsHex(text, at + 2))
            at += 2;
        return at + 2;
    }

    private static bool IsHex(string text, int at) =>
        at + 1 < text.Length && char.IsAsciiHexDigit(text[at]) && char.IsAsciiHexDigit(text[at + 1]);

    private static char Character(string text, int end)
    {
        var code = Convert.FromHexString(text.AsSpan(end - 2, 2))[0];
        return code < 0x80 ? (char)code : Letter;
    }

    /// <summary>Forms write a space as a plus, which is also a character of secrets.</summary>
    private static char Plain(string text, int at, StringBuilder decoded)
    {
        if (text[at] != '+' || decoded.Length == 0)
            return text[at];
        return decoded[^1] is ':' or ',' or ';' || EndsWith(text, at, "Bearer") || EndsWith(text, at, "Basic")
            ? ' '
            : '+';
    }

    private static bool EndsWith(string text, int end, string word) =>
        text.AsSpan(0, end).EndsWith(word, StringComparison.OrdinalIgnoreCase);
}
