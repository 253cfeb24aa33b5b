using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Alerting.Sources;

/// <summary>
/// Reads fields of JSON that somebody else wrote: an absent field, a null, a number in quotes or a value of another
/// type are no errors. Names are exact first, then tried without regard to case.
/// </summary>
internal static class JsonFields
{
    /// <summary>The value of a field that is there and not null.</summary>
    public static bool Has(this JsonElement element, string name, out JsonElement value)
    {
        value = default;
        if (element.ValueKind != JsonValueKind.Object)
            return false;
        if (element.TryGetProperty(name, out value))
            return value.ValueKind != JsonValueKind.Null;
        foreach (var property in element.EnumerateObject())
        {
            // The raw bytes: most lookups of an absent field come through here, and each would allocate every name.
            if (!Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8PropertyName(property), name))
                continue;
            value = property.Value;
            return value.ValueKind != JsonValueKind.Null;
        }
        return false;
    }

    public static bool Has(this JsonElement element, string name) => element.Has(name, out _);

    /// <summary>A child object, or an undefined element on which every other read finds nothing.</summary>
    public static JsonElement Child(this JsonElement element, string name) =>
        element.Has(name, out var child) ? child : default;

    /// <summary>
    /// A child object, also where it comes as JSON within a string (CloudWatch's <c>reasonData</c>).
    /// </summary>
    public static JsonElement Embedded(this JsonElement element, string name)
    {
        var child = element.Child(name);
        if (child.ValueKind != JsonValueKind.String || child.GetString() is not ['{' or '[', ..] text)
            return child;
        return JsonBody.TryParse(text, out var json, out _) ? json : default;
    }

    /// <summary>
    /// The pairs of a map, or of a list of named values (<c>name</c>/<c>value</c> or <c>Key</c>/<c>Value</c>).
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Pairs(this JsonElement element, string name)
    {
        var read = new List<KeyValuePair<string, string>>();
        if (!element.Has(name, out var value))
            return read;
        if (value.ValueKind == JsonValueKind.Object)
            read.AddRange(
                value.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.Scalar() ?? "")));
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var pair in value.EnumerateArray())
            {
                if (pair.Text("name", "key") is { } key)
                    read.Add(KeyValuePair.Create(key, pair.Text("value") ?? ""));
            }
        }
        return read;
    }

    /// <summary>The texts of an array field, scalars only; a single scalar counts as an array of one.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement element, string name)
    {
        if (!element.Has(name, out var value))
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            return value.Scalar() is { } only ? [only] : [];
        return [.. value.EnumerateArray().Select(Scalar).OfType<string>()];
    }

    /// <summary>Strings, numbers and booleans as text; an empty or blank string is none.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Has(name, out var value) ? value.Scalar() : null;

    /// <summary>The first of several names that has text.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.Text(name) is { } text)
                return text;
        }
        return null;
    }

    /// <summary>The text of a value that is no object and no array.</summary>
    public static string? Scalar(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>A region's name; what cannot be one is none, for it goes into links.</summary>
    public static string? Region(this JsonElement element, params ReadOnlySpan<string> names) =>
        RegionOrNull(element.Text(names));

    public static string? RegionOrNull(string? text) =>
        text is { Length: > 0 and <= 32 }
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? text : null;

    public static double? Number(this JsonElement element, string name) =>
        element.Text(name) is { } text &&
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : null;

    public static int? WholeNumber(this JsonElement element, string name) =>
        element.Number(name) is { } number && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : null;

    /// <summary>The elements of an array field; a single object counts as an array of one.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name)
    {
        if (!element.Has(name, out var value))
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Object => [value],
            _ => [],
        };
    }

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        element.Text(name) is { } text && TryTime(text, out var time) ? time : null;

    /// <summary>
    /// ISO 8601 with any offset, CloudWatch's <c>+0000</c> included (which System.Text.Json refuses), and Unix time
    /// in seconds or milliseconds. Without an offset it is UTC.
    /// </summary>
    public static bool TryTime([NotNullWhen(true)] string? text, out DateTimeOffset time)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var unix))
            return TryUnixTime(unix, out time);
        const DateTimeStyles universal = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, universal, out time);
    }

    private static bool TryUnixTime(double unix, out DateTimeOffset time)
    {
        // From 1e11 on it is milliseconds: as seconds that would be the year 5138.
        var milliseconds = Math.Abs(unix) < 1e11 ? unix * 1000 : unix;
        var sane = milliseconds is > 0 and < 253_402_300_800_000;
        time = sane ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : default;
        return sane;
    }
}
