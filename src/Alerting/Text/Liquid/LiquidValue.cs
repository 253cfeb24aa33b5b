using System.Globalization;
using System.Text;
using System.Text.Json;
using LiquidList = System.Collections.Generic.IReadOnlyList<object?>;
using LiquidMap = System.Collections.Generic.IReadOnlyDictionary<string, object?>;

namespace Alerting.Text.Liquid;

/// <summary>
/// What a template computes with: null, <see cref="bool"/>, <see cref="decimal"/>, <see cref="string"/>, lists and
/// mappings of these.
/// </summary>
internal static class LiquidValue
{
    /// <summary>Equal to a text or a list without anything in it.</summary>
    public static readonly object Empty = new();

    /// <summary>Equal to what shows nothing.</summary>
    public static readonly object Blank = new();

    public static bool IsTrue(object? value) => value is not (null or false);

    public static string Text(object? value) => value switch
    {
        string text => text,
        null => "",
        bool flag => flag ? "true" : "false",
        decimal number => Number(number),
        LiquidList list => Joined(list, ""),
        LiquidMap => Json(value),
        _ => "",
    };

    public static decimal Number(object? value) => value switch
    {
        decimal number => number,
        string text when decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture,
            out var number) => number,
        _ => 0,
    };

    /// <summary>A number that CloudWatch or Prometheus sent; a text for one that no decimal can hold.</summary>
    public static object? Number(double? value) => value is not { } number ? null
        : Math.Abs(number) < 1e27 ? (decimal)number : number.ToString(CultureInfo.InvariantCulture);

    public static bool AreEqual(object? a, object? b)
    {
        if (b == Empty || b == Blank)
            (a, b) = (b, a);
        if (a == Empty)
            return b is "" or LiquidList { Count: 0 } or LiquidMap { Count: 0 };
        if (a == Blank)
            return b is null or false or LiquidList { Count: 0 } || b is string text && string.IsNullOrWhiteSpace(text);
        return a is LiquidList first && b is LiquidList second
            ? first.Count == second.Count && first.Zip(second).All(pair => AreEqual(pair.First, pair.Second))
            : Equals(a, b);
    }

    /// <summary>Null if one cannot be compared with the other.</summary>
    public static int? Compare(object? a, object? b) => (a, b) switch
    {
        (decimal first, decimal second) => first.CompareTo(second),
        (string first, string second) => string.CompareOrdinal(first, second),
        _ => null,
    };

    public static bool Contains(object? whole, object? part) => whole switch
    {
        string text => part is not null && text.Contains(Text(part), StringComparison.Ordinal),
        LiquidList list => list.Any(item => AreEqual(item, part)),
        LiquidMap map => map.ContainsKey(Text(part)),
        _ => false,
    };

    /// <summary>The member of a mapping, or <c>size</c>, <c>first</c> or <c>last</c>; otherwise null.</summary>
    public static object? Member(object? owner, object? key) => (owner, key) switch
    {
        (LiquidMap map, string name) when map.TryGetValue(name, out var value) => value,
        (LiquidList list, decimal index) => Item(list, index),
        (LiquidList list, "first") => list.Count > 0 ? list[0] : null,
        (LiquidList list, "last") => list.Count > 0 ? list[^1] : null,
        (_, "size") => Size(owner),
        _ => null,
    };

    public static object? Size(object? value) => value switch
    {
        string text => (decimal)text.Length,
        LiquidList list => (decimal)list.Count,
        LiquidMap map => (decimal)map.Count,
        _ => null,
    };

    public static string Joined(LiquidList list, string gap)
    {
        var text = new StringBuilder();
        for (var i = 0; i < list.Count; i++)
        {
            text.Append(i == 0 ? "" : gap).Append(Text(list[i]));
            LiquidScope.CheckLength(text.Length);
        }
        return text.ToString();
    }

    public static string Json(object? value)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Relaxed))
            Write(json, value);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        LiquidScope.CheckLength(json.BytesCommitted + json.BytesPending);
        switch (value)
        {
            case string text:
                json.WriteStringValue(LoneSurrogates.Replace(text));
                break;
            case decimal number:
                json.WriteRawValue(Number(number));
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case LiquidList list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case LiquidMap map:
                json.WriteStartObject();
                foreach (var (name, item) in map)
                {
                    json.WritePropertyName(LoneSurrogates.Replace(name));
                    Write(json, item);
                }
                json.WriteEndObject();
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    private static object? Item(LiquidList list, decimal index)
    {
        var at = index < 0 ? index + list.Count : index;
        return at >= 0 && at < list.Count ? list[(int)at] : null;
    }

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
