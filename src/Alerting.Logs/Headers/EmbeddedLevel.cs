using System.Buffers;
using Alerting.Logs.Bytes;
using Alerting.Logs.Levels;

namespace Alerting.Logs.Headers;

/// <summary>
/// Finds a level in capitals that punctuation sets apart, wherever in the beginning of a line it is:
/// <c>app - ERROR - boom</c>, <c>worker 3: ERROR: boom</c>, <c>[Nest] 17  - 10:00:00 AM     ERROR [Store] boom</c>.
/// </summary>
internal static class EmbeddedLevel
{
    private const int MaxScanned = 120;

    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" |/,()[]:"u8);

    private static readonly ByteWordSet Negations = new(ignoreCase: true, "no not without 0 zero if on any never for");

    public static bool TryTake(ref HeaderCursor header, ref LogLine line)
    {
        var text = header.Text[..Math.Min(header.Text.Length, header.Message + MaxScanned)];
        for (var at = header.Message; NextWord(text, ref at, out var start);)
        {
            var word = text[start..at];
            if (!LevelWords.IsUnambiguous(word) || !IsSetApart(text, start, at) || IsInList(text, start, at))
            {
                continue;
            }

            var before = text[header.Message..start].Trim(" \t-|:[(<"u8);
            header.Logger = header.Logger.IsEmpty && before.IndexOfAny(" \t"u8) < 0 ? before : header.Logger;
            header.SetLevel(word, at, ref line);
            header.At = header.Message = SkipClosing(header.Text, at);
            return true;
        }

        return false;
    }

    /// <summary>A level among the fields that a header reader took for something else.</summary>
    public static ReadOnlySpan<byte> FindIn(ReadOnlySpan<byte> taken)
    {
        for (var at = 0; NextWord(taken, ref at, out var start);)
        {
            var word = taken[start..at];
            if (LevelWords.IsUnambiguous(word))
            {
                return word;
            }
        }

        return default;
    }

    /// <summary>Moves behind the next whole word in capitals.</summary>
    private static bool NextWord(ReadOnlySpan<byte> text, ref int at, out int start)
    {
        while (at < text.Length && text[at..].IndexOfAnyInRange((byte)'A', (byte)'Z') is >= 0 and var next)
        {
            start = at + next;
            at = start;
            while (at < text.Length && ByteClasses.IsUpper(text[at]))
            {
                at++;
            }

            var isWhole = (start == 0 || !ByteClasses.IsWord(text[start - 1]))
                && (at == text.Length || !ByteClasses.IsWord(text[at]));
            if (isWhole && at - start >= 3)
            {
                return true;
            }

            while (at < text.Length && ByteClasses.IsWord(text[at]))
            {
                at++;
            }
        }

        start = 0;
        return false;
    }

    private static bool IsSetApart(ReadOnlySpan<byte> text, int start, int end)
    {
        var before = text[..start].TrimEnd(" \t"u8);
        var after = text[end..].TrimStart(" \t"u8);
        if (text[end..] is [(byte)':', (byte)' ', ..])
        {
            var word = before[(before.LastIndexOf((byte)' ') + 1)..];
            return !Negations.Contains(word) && !LevelKey.Is(text[start..end], text[(end + 1)..]);
        }

        // A tag alone is enough: "web-1 shop: ERROR boom". After more words the colon may end a sentence.
        if (before is [.., (byte)':'] && text[end..] is [(byte)' ', ..] && before.Count((byte)' ') <= 1)
        {
            return true;
        }

        var isGap = end < text.Length && (text[end] == '\t' || text[end..].StartsWith("  "u8));
        var endsApart = after.IsEmpty ? false
            : isGap
            || after[0] is (byte)'|' or (byte)']' or (byte)')' or (byte)'>' or (byte)'[' or (byte)'}' or (byte)'*'
            || after.StartsWith("- "u8) || after.StartsWith("-- "u8) || after.StartsWith(": "u8)
            || text[end..].StartsWith(":["u8);
        var startsApart = start - before.Length >= 2 || (start > 0 && text[start - 1] == '\t') || before.IsEmpty
            || before[^1] is (byte)'|' or (byte)'[' or (byte)'(' or (byte)'<' or (byte)':' or (byte)']' or (byte)'}'
                or (byte)'>' or (byte)')' or (byte)'*'
            || (before[^1] == '-' && start > before.Length);
        return endsApart && startsApart;
    }

    /// <summary><c>choose a level (DEBUG|INFO|ERROR)</c></summary>
    private static bool IsInList(ReadOnlySpan<byte> text, int start, int end) =>
        IsLevelBeside(text[..start], last: true) || IsLevelBeside(text[end..], last: false);

    private static bool IsLevelBeside(ReadOnlySpan<byte> text, bool last)
    {
        var inner = text.Trim(" |/,"u8);
        if (inner.Length == text.Length || text.IndexOfAny((byte)'|', (byte)'/', (byte)',') < 0)
        {
            return false;
        }

        var space = last ? inner.LastIndexOfAny(WordEnds) + 1 : inner.IndexOfAny(WordEnds);
        var word = last ? inner[space..] : inner[..(space < 0 ? inner.Length : space)];
        return LevelWords.IsUnambiguous(word);
    }

    private static int SkipClosing(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)']' or (byte)')' or (byte)'>' or (byte)'}' or (byte)':')
        {
            at++;
        }

        return at;
    }
}
