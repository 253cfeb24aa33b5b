using System.Text;
using LiquidList = System.Collections.Generic.IReadOnlyList<object?>;

namespace Alerting.Text.Liquid;

/// <summary>The longer filters of texts and lists.</summary>
internal static class LiquidTexts
{
    public static string Replace(string text, string old, string with)
    {
        if (old.Length == 0)
            return text;
        var result = new StringBuilder(text.Length);
        var at = 0;
        for (int next; (next = text.IndexOf(old, at, StringComparison.Ordinal)) >= 0; at = next + old.Length)
        {
            result.Append(text, at, next - at).Append(with);
            LiquidScope.CheckLength(result.Length);
        }
        return result.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>At most that long, with the mark; never half an emoji.</summary>
    public static string Truncate(string text, decimal length, string mark)
    {
        if (text.Length <= length)
            return text;
        var room = (int)Math.Clamp(length - mark.Length, 0, text.Length);
        // Half a pair may have been cut off.
        return (room > 0 && char.IsHighSurrogate(text[room - 1]) ? text[..(room - 1)] : text[..room]) + mark;
    }

    public static LiquidList Split(string text, string by)
    {
        if (text.Length == 0)
            return [];
        return by.Length == 0
            ? [.. text.EnumerateRunes().Select(rune => (object?)rune.ToString())]
            : [.. text.Split(by).Reverse().SkipWhile(part => part.Length == 0).Reverse()];
    }

    public static object? Slice(object? value, decimal start, decimal length)
    {
        var size = value is LiquidList all ? all.Count : LiquidValue.Text(value).Length;
        var from = start < 0 ? start + size : start;
        if (from < 0 || from > size || length <= 0)
            return value is LiquidList ? (object?[])[] : "";
        var (at, count) = ((int)from, (int)Math.Min(length, size - from));
        return value is LiquidList list
            ? (object?[])[.. list.Skip(at).Take(count)]
            : LoneSurrogates.Replace(LiquidValue.Text(value).Substring(at, count));
    }

    /// <summary>The items whose member is equal to a value, or true.</summary>
    public static object? Where(object? value, object?[] given) => value is not LiquidList list ? value
        : (object?[])[.. list.Where(item => LiquidValue.Member(item, given[0]) is var member
            && (given.Length == 1 ? LiquidValue.IsTrue(member) : LiquidValue.AreEqual(member, given[1])))];
}
