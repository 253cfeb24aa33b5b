using Alerting.Logs.Bytes;

namespace Alerting.Logs.Templates;

/// <summary>Values that are hidden already: an earlier wildcard, a bound such as <c>&lt;1 sec</c>, asterisks.</summary>
internal static class HiddenValues
{
    /// <summary>Reads an existing wildcard, and durations such as <c>&lt;1 sec</c>.</summary>
    public static bool TryTakeAngleBracket(ref TemplateCursor cursor)
    {
        var rest = cursor.Text[cursor.At..];
        if (rest.StartsWith(TemplateBuffer.Wildcard))
        {
            cursor.AddWildcard();
            cursor.At += TemplateBuffer.Wildcard.Length;
            return true;
        }

        var digits = 1;
        while (digits < rest.Length && ByteClasses.IsDigit(rest[digits]))
        {
            digits++;
        }

        if (digits == 1 || digits == rest.Length || rest[digits] != ' ')
        {
            return false;
        }

        var unit = rest[(digits + 1)..];
        var length = unit.StartsWith("sec"u8) ? 3 : unit.StartsWith("ms"u8) ? 2 : 0;
        if (length == 0 || (unit.Length > length && ByteClasses.IsWord(unit[length])))
        {
            return false;
        }

        cursor.AddWildcard();
        cursor.At += digits + 1 + length;
        return true;
    }

    /// <summary>Three or more asterisks in a list of values hide a value or mark an unreadable one.</summary>
    public static bool TryTakeAsterisks(ref TemplateCursor cursor)
    {
        var length = cursor.Text[cursor.At..].IndexOfAnyExcept((byte)'*');
        length = length < 0 ? cursor.Text.Length - cursor.At : length;
        if (length < 3 || !cursor.Out.EndsWithWildcard || cursor.Out.Last != ' ')
        {
            return false;
        }

        cursor.Out.AddWildcard();
        cursor.At += length;
        return true;
    }
}
