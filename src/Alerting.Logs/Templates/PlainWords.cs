using System.Text;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Decides about plain words: most stay, a few are values because of their position.</summary>
internal static class PlainWords
{
    /// <summary>A template shorter than this was not truncated, so its end is the end of the message.</summary>
    private const int SurelyUntruncated = LogTemplater.LongestTemplate - 128;

    public static void Add(ref TemplateCursor cursor, ReadOnlySpan<byte> word)
    {
        if (ExtendsWildcard(cursor, word) || IsUnitOfNumber(cursor, word))
        {
            cursor.Out.AddWildcard();
        }
        else if (IsValue(cursor, word))
        {
            cursor.AddWildcard();
        }
        else
        {
            cursor.Out.AddWord(word);
        }
    }

    /// <summary>A month after its day or a unit after its size belongs to the wildcard before it.</summary>
    private static bool ExtendsWildcard(in TemplateCursor cursor, ReadOnlySpan<byte> word) =>
        word.Length <= 9 && cursor.Out.EndsWithWildcard && TemplateWords.UnitsAndDateWords.Contains(word);

    /// <summary><c>12.5 ms</c> is the same as <c>12ms</c>, and as <c>3 s</c>.</summary>
    private static bool IsUnitOfNumber(in TemplateCursor cursor, ReadOnlySpan<byte> word)
    {
        var start = cursor.At - word.Length;
        return word.Length <= 12 && start >= 2 && cursor.Out.EndsWithWildcard && cursor.Text[start - 1] == ' '
            && ByteClasses.IsDigit(cursor.Text[start - 2]) && TemplateWords.TimeUnits.Contains(word);
    }

    private static bool IsValue(in TemplateCursor cursor, ReadOnlySpan<byte> word)
    {
        if (word.Length > 64 || IsHex(word))
        {
            return true;
        }

        if (cursor.Out.Last == '=')
        {
            return IsValueOfKey(cursor, word);
        }

        return cursor.Out.EndsWithWordAndSpace
            ? IsUserName(cursor, word) || IsStateName(cursor, word) || IsWeekday(cursor, word)
            : cursor.Out.Last == ' ' && FollowsColon(cursor) && (IsYesOrNo(cursor, word) || IsProcessName(cursor));
    }

    /// <summary><c>failed on Tuesday</c>; not <c>Black Friday sale</c> or <c>on Sun Solaris</c></summary>
    private static bool IsWeekday(in TemplateCursor cursor, ReadOnlySpan<byte> word) =>
        word.Length <= 9 && word[0] is (byte)'M' or (byte)'T' or (byte)'W' or (byte)'F' or (byte)'S'
        && TemplateWords.Weekdays.Contains(word) && TemplateWords.BeforeWeekday.Contains(cursor.Out.LastWord)
        && !(cursor.SkipSpaces(cursor.At) is [var next, ..] && ByteClasses.IsUpper(next));

    /// <summary>The states of a transition: <c>from RUNNING to SUCCEEDED</c></summary>
    private static bool IsStateName(in TemplateCursor cursor, ReadOnlySpan<byte> word)
    {
        if (word.Length < 2 || !ByteClasses.IsUpper(word[0]) || !ByteClasses.IsUpper(word[^1])
            || word.ContainsAnyInRange((byte)'a', (byte)'z'))
        {
            return false;
        }

        var last = cursor.Out.LastWord;
        return last.SequenceEqual("from"u8)
            ? cursor.SkipSpaces(cursor.At) is var to && to.StartsWith("to"u8)
                && cursor.SkipSpaces(cursor.Text.Length - to.Length + 2) is [var first, var second, ..]
                && to[2] != first
                && ByteClasses.IsUpper(first) && ByteClasses.IsUpper(second)
            : last.SequenceEqual("to"u8) && cursor.Out.Written.EndsWith("from <*> to "u8);
    }

    private static bool FollowsColon(in TemplateCursor cursor) => cursor.Out.Written is [.., (byte)':', _];

    /// <summary><c>opt-in: False</c>; not <c>Error: No such file</c></summary>
    private static bool IsYesOrNo(in TemplateCursor cursor, ReadOnlySpan<byte> word) =>
        word.Length <= 5 && TemplateWords.YesOrNo.Contains(word)
        && ((cursor.At < cursor.Text.Length
            && cursor.Text[cursor.At] is (byte)',' or (byte)';' or (byte)')' or (byte)'}')
            || (cursor.SkipSpaces(cursor.At).IsEmpty && cursor.Out.Length < SurelyUntruncated));

    /// <summary>The name of a process before its id: <c>START: ftp pid=17</c></summary>
    private static bool IsProcessName(in TemplateCursor cursor) =>
        cursor.At < cursor.Text.Length && ByteClasses.Of(cursor.Text[cursor.At]) == ByteClass.Space
        && cursor.SkipSpaces(cursor.At).StartsWith("pid="u8);

    /// <summary>No word consists of eight or more letters from a to f, as in <c>ffffffff</c>.</summary>
    private static bool IsHex(ReadOnlySpan<byte> word) =>
        word.Length >= 8 && (ByteClasses.Of(word[0]) & ByteClasses.Of(word[^1]) & ByteClass.HexLetter) != 0
        && word.IndexOfAnyExceptInRange((byte)'a', (byte)'f') < 0;

    private static bool IsValueOfKey(in TemplateCursor cursor, ReadOnlySpan<byte> word)
    {
        if (TemplateWords.EmptyValues.Contains(word))
        {
            return true;
        }

        var key = cursor.Out.LastWord;
        return cursor.Out.Written[..^1].EndsWith(key)
            && TemplateWords.IdentityKeys.Contains(key[(key.LastIndexOfAny("_-."u8) + 1)..])
            && !TemplateWords.WellKnownAccounts.Contains(word);
    }

    /// <summary><c>session opened for user alice</c>, <c>Failed password for bob from …</c></summary>
    private static bool IsUserName(in TemplateCursor cursor, ReadOnlySpan<byte> word)
    {
        var last = cursor.Out.LastWord;
        var isUser = last.Length == 4 && Ascii.EqualsIgnoreCase(last, "user"u8);
        var rule = isUser ? TemplateWords.BeforeUser
            : last.Length == 3 && Ascii.EqualsIgnoreCase(last, "for"u8) ? TemplateWords.BeforeFor
            : null;
        var previous = cursor.Out.PreviousWord;
        if (isUser
            && (Ascii.EqualsIgnoreCase(previous, "invalid"u8) || Ascii.EqualsIgnoreCase(previous, "illegal"u8)))
        {
            return !TemplateWords.AfterInvalidUser.Contains(word);
        }

        return rule is not null && !TemplateWords.NeverNames.Contains(word)
            && (rule.Contains(previous) || (isUser && IsBeforeVerb(cursor)));
    }

    /// <summary><c>User alice logged in</c>: the word is a name because of what follows it.</summary>
    private static bool IsBeforeVerb(in TemplateCursor cursor)
    {
        var rest = cursor.SkipSpaces(cursor.At);
        var end = 0;
        while (end < rest.Length && ByteClasses.IsLower(rest[end]))
        {
            end++;
        }

        return rest.Length < cursor.Text.Length - cursor.At && TemplateWords.AfterName.Contains(rest[..end]);
    }
}
