using System.Buffers;
using System.Text;

namespace Alerting.Redaction;

/// <summary>
/// Reads a text once from left to right and writes it without its secrets. Recognisers look at a bounded stretch before
/// and after the position.
/// </summary>
internal ref struct TextCursor(string text, List<RedactedRange>? found = null)
{
    public const int LongestKey = 64;
    public const int LongestValue = 256;

    /// <summary>Enough for JSON strings nested three times.</summary>
    private const int DeepestEscape = 7;

    /// <summary>Characters that end an unquoted value.</summary>
    public static readonly SearchValues<char> ValueEnd = SearchValues.Create(" \t\r\n,;&)}]\"'{[");

    private StringBuilder? _written;

    public readonly string Text => text;

    public readonly int Length => text.Length;

    public int Position { get; private set; }

    /// <summary>Everything before this position is written and is not looked at again.</summary>
    public int Floor { get; private set; }

    /// <summary>The character at an index, or NUL outside the text.</summary>
    public readonly char this[int at] => (uint)at < (uint)text.Length ? text[at] : '\0';

    public readonly ReadOnlySpan<char> Between(int start, int end) => text.AsSpan(start, end - start);

    public readonly ReadOnlySpan<char> From(int start) => text.AsSpan(start);

    /// <summary>At most <paramref name="longest"/> characters from an index.</summary>
    public readonly ReadOnlySpan<char> From(int start, int longest) =>
        text.AsSpan(start, Math.Min(longest, text.Length - start));

    /// <summary>The text before an index, as long as a key can be.</summary>
    public readonly ReadOnlySpan<char> Before(int end, int longest = LongestKey) =>
        Between(Math.Max(Floor, end - longest), end);

    public readonly bool StartsWith(string word) => StartsWith(Position, word);

    public readonly bool StartsWith(int at, string word) => string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    public readonly bool IsWordStart(int at) =>
        at == 0 || !(char.IsAsciiLetterOrDigit(text[at - 1]) || text[at - 1] == '_');

    /// <summary>Whether <c>//</c> follows the sign: then a URL's host follows, not a value.</summary>
    public readonly bool IsUrl => this[Position + 1] == '/' && this[Position + 2] == '/';

    public bool MoveTo(int position)
    {
        Position = position;
        return true;
    }

    public bool MoveToAny(SearchValues<char> signs)
    {
        var distance = Position < text.Length ? text.AsSpan(Position).IndexOfAny(signs) : -1;
        Position += Math.Max(0, distance);
        return distance >= 0;
    }

    /// <summary>Skips the rest of a word, a number or a line of dashes: no secret starts inside one.</summary>
    public void SkipRun()
    {
        var first = text[Position++];
        while (IsSameRun(first, this[Position]))
            Position++;
    }

    /// <summary>Replaces a range and moves behind it.</summary>
    public bool Redact(int start, int end, string mark = Redactor.Mark)
    {
        _written ??= new StringBuilder(text.Length);
        _written.Append(text, Floor, start - Floor).Append(mark);
        found?.Add(new RedactedRange(start, end, mark));
        Floor = Position = end;
        return true;
    }

    /// <summary>Redacts all of a token but its prefix, which says what kind of token it was.</summary>
    public bool RedactAfterPrefix(int start, int end) => Redact(start, end, "…" + Redactor.Mark);

    /// <summary>The end of the run of letters, digits and <paramref name="others"/>.</summary>
    public readonly int EndOf(int at, string others)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || others.Contains(text[at])))
            at++;
        return at;
    }

    public readonly int EndOfValue(int start)
    {
        var length = From(start).IndexOfAny(ValueEnd);
        return length < 0 ? text.Length : start + length;
    }

    /// <summary>The index after the backslashes, of which there are as many as JSON is nested.</summary>
    public readonly int AfterEscapes(int start)
    {
        var at = start;
        while (this[at] == '\\' && at - start < DeepestEscape)
            at++;
        return at;
    }

    /// <summary>The index of the first of the backslashes before an index.</summary>
    public readonly int BeforeEscapes(int end)
    {
        var at = end;
        while (at > Floor && end - at < DeepestEscape && text[at - 1] == '\\')
            at--;
        return at;
    }

    /// <summary>
    /// The closing quote, which has as many escapes as the opening one, because JSON may be nested in JSON strings. A
    /// quote with more escapes belongs to the value.
    /// </summary>
    public readonly int EndOfQuoted(int quote, int escapes)
    {
        var end = quote + 1;
        while (end < text.Length && text[end] != '\n')
        {
            var run = 0;
            while (this[end + run] == '\\')
                run++;
            if (this[end + run] == text[quote] && (run <= escapes || (escapes == 0 && run % 2 == 0)))
                return end + (escapes == 0 ? run : 0);
            end += run + 1;
        }
        return Math.Min(end, text.Length);
    }

    public override readonly string ToString() =>
        _written is null ? text : _written.Append(text, Floor, text.Length - Floor).ToString();

    private static bool IsSameRun(char first, char next) =>
        char.IsAsciiLetter(first) ? char.IsAsciiLetter(next)
        : char.IsAsciiDigit(first) ? char.IsAsciiDigit(next)
        : first == '-' && next == '-';
}
