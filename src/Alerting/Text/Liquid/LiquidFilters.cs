using System.Net;
using LiquidList = System.Collections.Generic.IReadOnlyList<object?>;

namespace Alerting.Text.Liquid;

/// <summary>The filters, with the meaning that Liquid gives them.</summary>
internal static class LiquidFilters
{
    private static readonly LiquidFilter[] All =
    [
        new("append", 1, 1, (value, given) => Text(value) + Text(given[0])),
        new("capitalize", 0, 0, (value, _) => Text(value) is { Length: > 0 } text
            ? char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant() : ""),
        new("ceil", 0, 0, (value, _) => Math.Ceiling(Number(value))),
        new("date", 1, 1, (value, given) => LiquidDate.Format(value, Text(given[0]))),
        new("default", 1, 1, (value, given) => value is null or false or "" or LiquidList { Count: 0 }
            ? given[0] : value),
        new("divided_by", 1, 1, (value, given) => Divided(Number(value), Number(given[0]))),
        new("downcase", 0, 0, (value, _) => Text(value).ToLowerInvariant()),
        new("escape", 0, 0, (value, _) => WebUtility.HtmlEncode(Text(value))),
        new("first", 0, 0, (value, _) => LiquidValue.Member(value, "first")),
        new("floor", 0, 0, (value, _) => Math.Floor(Number(value))),
        new("join", 0, 1, (value, given) => value is LiquidList list
            ? LiquidValue.Joined(list, given.Length == 0 ? " " : Text(given[0])) : value),
        new("json", 0, 0, (value, _) => LiquidValue.Json(value)),
        new("last", 0, 0, (value, _) => LiquidValue.Member(value, "last")),
        new("map", 1, 1, (value, given) => value is LiquidList list
            ? (object?[])[.. list.Select(item => LiquidValue.Member(item, given[0]))] : value),
        new("minus", 1, 1, (value, given) => Number(value) - Number(given[0])),
        new("plus", 1, 1, (value, given) => Number(value) + Number(given[0])),
        new("prepend", 1, 1, (value, given) => Text(given[0]) + Text(value)),
        new("remove", 1, 1, (value, given) => LiquidTexts.Replace(Text(value), Text(given[0]), "")),
        new("replace", 2, 2, (value, given) => LiquidTexts.Replace(Text(value), Text(given[0]), Text(given[1]))),
        new("round", 0, 1, (value, given) => Rounded(Number(value), given.Length == 0 ? 0 : Number(given[0]))),
        new("size", 0, 0, (value, _) => LiquidValue.Size(value) ?? 0m),
        new("slice", 1, 2, (value, given) => LiquidTexts.Slice(value, Number(given[0]),
            given.Length == 1 ? 1 : Number(given[1]))),
        new("split", 1, 1, (value, given) => LiquidTexts.Split(Text(value), Text(given[0]))),
        new("strip", 0, 0, (value, _) => Text(value).Trim()),
        new("strip_newlines", 0, 0, (value, _) => Text(value).ReplaceLineEndings("")),
        new("times", 1, 1, (value, given) => Number(value) * Number(given[0])),
        new("truncate", 0, 2, (value, given) => LiquidTexts.Truncate(Text(value),
            given.Length == 0 ? 50 : Number(given[0]), given.Length < 2 ? "..." : Text(given[1]))),
        new("upcase", 0, 0, (value, _) => Text(value).ToUpperInvariant()),
        new("url_encode", 0, 0, (value, _) => WebUtility.UrlEncode(LoneSurrogates.Replace(Text(value)))),
        new("where", 1, 2, (value, given) => LiquidTexts.Where(value, given)) { KeepsShape = true },
    ];

    public static IEnumerable<string> Names => All.Select(filter => filter.Name);

    public static LiquidFilter? Find(string name) => Array.Find(All, filter => filter.Name == name);

    private static string Text(object? value) => LiquidValue.Text(value);

    private static decimal Number(object? value) => LiquidValue.Number(value);

    /// <summary>By a number without a point, the result is a whole number.</summary>
    private static decimal Divided(decimal value, decimal by)
    {
        if (by == 0)
            throw new LiquidException("A number is divided by zero.");
        var result = value / by;
        return by.Scale == 0 ? Math.Floor(result) : result;
    }

    private static decimal Rounded(decimal value, decimal digits) =>
        Math.Round(value, (int)Math.Clamp(digits, 0, 28), MidpointRounding.AwayFromZero);
}
