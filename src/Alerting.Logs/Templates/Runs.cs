using System.Buffers;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Decides about a run of letters, digits and joining characters.</summary>
internal static class Runs
{
    private static readonly SearchValues<byte> UrlEnd = SearchValues.Create(" \t\r\n\"'<>)]},;"u8);

    public static void Take(ref TemplateCursor cursor)
    {
        var text = cursor.Text;
        var start = cursor.At;
        var at = start;
        var classes = ByteClass.None;
        for (; at < text.Length; at++)
        {
            var kind = ByteClasses.Of(text[at]);
            if ((kind & ByteClass.Run) == 0 || (kind == ByteClass.Dot && IsRowOfDots(text, at)))
            {
                break;
            }

            classes |= kind;
        }

        cursor.At = at;
        if (at == start)
        {
            TakeDots(ref cursor);
            return;
        }

        if ((classes & ByteClass.Suspicious) == 0)
        {
            PlainWords.Add(ref cursor, text[start..at]);
        }
        else
        {
            AddSuspicious(ref cursor, start, at, classes);
        }
    }

    /// <summary>Two or more dots are a filler (<c>enable......0</c>), not part of a name.</summary>
    private static bool IsRowOfDots(ReadOnlySpan<byte> text, int at) =>
        at + 1 < text.Length && text[at + 1] == '.';

    private static void TakeDots(ref TemplateCursor cursor)
    {
        while (cursor.At < cursor.Text.Length && cursor.Text[cursor.At] == '.')
        {
            cursor.Out.Add((byte)'.');
            cursor.At++;
        }
    }

    private static void AddSuspicious(ref TemplateCursor cursor, int start, int end, ByteClass classes)
    {
        if (cursor.Text[start..end].SequenceEqual("::"u8) && cursor.Out.Last == ' '
            && (end == cursor.Text.Length || ByteClasses.Of(cursor.Text[end]) == ByteClass.Space))
        {
            cursor.AddWildcard();
            return;
        }

        if ((IsLoopback(cursor.Text[start..end]) && cursor.Out.Last is (byte)' ' or (byte)'[' or (byte)'(' or (byte)'=')
            || cursor.Text[start..end].StartsWith("arn:aws"u8))
        {
            cursor.At = end + LengthUpTo(cursor.Text[end..]);
            cursor.AddWildcard();
            return;
        }

        // Leading colons belong to the text before.
        while (start < end - 1 && cursor.Text[start] == ':')
        {
            cursor.Out.Add((byte)':');
            start++;
        }

        if ((classes & (ByteClass.Colon | ByteClass.Backslash)) != 0
            && (IsAddressWithColons(cursor, start, ref end) || IsHostAndPort(cursor, start, end)))
        {
            cursor.AddWildcard();
            cursor.At = Math.Max(cursor.At, end);
            SkipZone(ref cursor);
            return;
        }

        if ((classes & ByteClass.Colon) == 0 && ByteClasses.IsWord(cursor.Text[end - 1]))
        {
            Pieces.AddOne(ref cursor, start, end, end, classes);
            return;
        }

        Pieces.AddAll(ref cursor, start, end);
    }

    /// <summary><c>::1</c>, <c>::ffff:10.0.0.1</c></summary>
    private static bool IsLoopback(ReadOnlySpan<byte> run) =>
        run.Length > 2 && run[0] == ':' && run[1] == ':' && run[^1] != ':'
        && run.IndexOfAnyExcept(BracketedText.AddressBytes) < 0 && run.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;

    /// <summary>The rest of an ARN, which may contain signs that end a run.</summary>
    private static int LengthUpTo(ReadOnlySpan<byte> text)
    {
        var stop = text.IndexOfAny(UrlEnd);
        return stop < 0 ? text.Length : stop;
    }

    /// <summary>The interface after an address: <c>fe80::1%eth0</c></summary>
    private static void SkipZone(ref TemplateCursor cursor)
    {
        if (cursor.At + 1 >= cursor.Text.Length || cursor.Text[cursor.At] != '%'
            || (ByteClasses.Of(cursor.Text[cursor.At + 1]) & ByteClass.Lower) == 0)
        {
            return;
        }

        cursor.At++;
        while (cursor.At < cursor.Text.Length && ByteClasses.IsWord(cursor.Text[cursor.At]))
        {
            cursor.At++;
        }
    }

    /// <summary><c>localhost:5432</c>, and after a preposition any name with a port: <c>to redis:6379</c></summary>
    private static bool IsHostAndPort(in TemplateCursor cursor, int start, int end)
    {
        var run = cursor.Text[start..end];
        var colon = run.IndexOf((byte)':');
        var port = run[(colon + 1)..].TrimEnd(".:"u8);
        return colon > 1 && port.Length is >= 2 and <= 5 && port.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && (run[..colon].SequenceEqual("localhost"u8)
                || (cursor.Out.EndsWithWordAndSpace && TemplateWords.BeforeHost.Contains(cursor.Out.LastWord)));
    }

    /// <summary>
    /// Recognises URLs, Windows paths, MAC and IPv6 addresses. Extends <paramref name="end"/> over a URL.
    /// </summary>
    private static bool IsAddressWithColons(in TemplateCursor cursor, int start, ref int end)
    {
        var run = cursor.Text[start..end];
        var scheme = run.IndexOf("://"u8);
        if (scheme > 0)
        {
            var stop = cursor.Text[end..].IndexOfAny(UrlEnd);
            end = stop < 0 ? cursor.Text.Length : end + stop;
            return true;
        }

        if (run.IndexOf(":\\"u8) is > 0 and var drive && ByteClasses.IsWord(run[drive - 1]))
        {
            return true;
        }

        return run.Count((byte)':') >= 2 && run.IndexOfAnyExcept(BracketedText.AddressBytes) < 0
            && run.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0 && run[^1] != ':';
    }
}
