using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Alerting.Sources;

/// <summary>Reads texts, numbers, times and pairs out of the fields of an <see cref="EventJson"/>.</summary>
internal static class JsonFields
{
    private const string AsText = "text";

    /// <summary>Strings, numbers and booleans as text; null for a blank string.</summary>
    public static string? Text(this EventJson json, string name) =>
        json.Has(name, out var value) ? value.ScalarOrWarn() : null;

    /// <summary>The first of the fields that has a text.</summary>
    public static string? Text(this EventJson json, params ReadOnlySpan<string> names)
    {
        EventJson wrong = default;
        foreach (var name in names)
        {
            if (!json.Has(name, out var value))
                continue;
            if (value.Scalar() is { } text)
                return text;
            wrong = wrong.ValueKind == JsonValueKind.Undefined ? value : wrong;
        }
        return wrong.Reject<string>(AsText);
    }

    public static string? Scalar(this EventJson json) => json.ValueKind switch
    {
        JsonValueKind.String => json.Element.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Number => json.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static string? ScalarOrWarn(this EventJson json) => json.Scalar() ?? json.Reject<string>(AsText);

    /// <summary>The texts of an array field, scalars only; a single scalar counts as an array of one.</summary>
    public static IReadOnlyList<string> Texts(this EventJson json, string name)
    {
        if (!json.Has(name, out var value))
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            return value.ScalarOrWarn() is { } only ? [only] : [];
        return [.. value.EnumerateArray().Select(item => item.ScalarOrWarn()).OfType<string>()];
    }

    /// <summary>
    /// The pairs of a map, or of a list of named values (<c>name</c>/<c>value</c> or <c>Key</c>/<c>Value</c>).
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Pairs(this EventJson json, string name) =>
        json.Get(name).Pairs();

    public static IReadOnlyList<KeyValuePair<string, string>> Pairs(this EventJson json)
    {
        var read = new List<KeyValuePair<string, string>>();
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var (key, value) in json.EnumerateObject())
                read.Add(KeyValuePair.Create(key, value.ScalarOrWarn() ?? ""));
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var pair in json.EnumerateArray())
            {
                if (pair.Text("name", "key") is { } key)
                    read.Add(KeyValuePair.Create(key, pair.Text("value") ?? ""));
                else
                    pair.Warn("a pair of name and value");
            }
        }
        else
        {
            json.Warn("a list of names and values");
        }
        return read;
    }

    public static string? Region(this EventJson json, string name)
    {
        if (json.Text(name) is not { } text)
            return null;
        return RegionOrNull(text) ?? json.Get(name).Reject<string>("a region such as eu-west-1");
    }

    /// <summary>Null for anything that cannot be a region, because the value goes into links.</summary>
    public static string? RegionOrNull(string? text) =>
        text is { Length: > 0 and <= 32 }
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? text : null;

    public static double? Number(this EventJson json, string name)
    {
        if (json.Text(name) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : json.Get(name).Reject<double?>("a number");
    }

    public static int? WholeNumber(this EventJson json, string name)
    {
        if (json.Number(name) is not { } number)
            return null;
        return number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : json.Get(name).Reject<int?>("a whole number");
    }

    public static DateTimeOffset? Time(this EventJson json, string name)
    {
        if (json.Text(name) is not { } text)
            return null;
        return TryTime(text, out var time)
            ? time
            : json.Get(name).Reject<DateTimeOffset?>("a time such as 2026-11-14T03:00:00Z");
    }

    /// <summary>
    /// ISO 8601, UTC if it has no offset, including CloudWatch's <c>+0000</c>, which System.Text.Json rejects; what Go
    /// prints (<c>2026-11-14 02:40:00.5 +0000 UTC m=+0.1</c>); or Unix time in seconds to nanoseconds.
    /// </summary>
    public static bool TryTime([NotNullWhen(true)] string? text, out DateTimeOffset time)
    {
        time = default;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var unix))
            return TryUnixTime(unix, out time);
        // A time of day alone would be today's.
        return text is { Length: >= 8 and <= 60 } && !IsTimeOfDay(text)
            && (TryDate(WithoutGoZone(text), out time) || TryOtherDate(text, out time));
    }

    private static bool TryDate(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(text,
        CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>Of the command <c>date</c>, and ISO 8601 without punctuation.</summary>
    private static bool TryOtherDate(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text.Trim(), OtherDates, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowInnerWhite, out time);

    private static readonly string[] OtherDates =
    [
        "ddd MMM d HH:mm:ss 'UTC' yyyy", "ddd MMM d HH:mm:ss 'GMT' yyyy", "ddd MMM d HH:mm:ss zzz yyyy",
        "ddd MMM d HH:mm:ss.fff 'UTC' yyyy", "MMM d, yyyy, h:mm:ss tt", "dd/MMM/yyyy:HH:mm:ss zzz",
        "ddd MMM d HH:mm:ss yyyy", "yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmsszzz", "yyyyMMdd'T'HHmmss",
    ];

    private static bool IsTimeOfDay(string text) => text.AsSpan().Trim() is var trimmed && trimmed.Length <= 13
        && trimmed.IndexOfAny("-/.") < 0 && trimmed.Contains(':');

    /// <summary>Go adds the name of the zone to its offset, and a monotonic clock, and has nanoseconds.</summary>
    private static string WithoutGoZone(string text)
    {
        var monotonic = text.IndexOf(" m=", StringComparison.Ordinal);
        var date = (monotonic < 0 ? text : text[..monotonic]).Trim();
        if (date.EndsWith(" UTC", StringComparison.Ordinal) || date.EndsWith(" GMT", StringComparison.Ordinal))
        {
            date = date[..^4].TrimEnd();
        }
        else if (date.LastIndexOf(' ') is > 0 and var space && date[(space + 1)..].All(char.IsAsciiLetterUpper)
            && HasOffset(date[..space].TrimEnd()))
        {
            date = date[..space].TrimEnd();
        }
        var dot = date.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return date;
        var end = dot + 1;
        while (end < date.Length && char.IsAsciiDigit(date[end]))
            end++;
        return end - dot > 8 ? date.Remove(dot + 8, end - dot - 8) : date;
    }

    private static bool HasOffset(string date) =>
        date.Length > 5 && date[^5] is '+' or '-' && date.AsSpan()[^4..].IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool TryUnixTime(double unix, out DateTimeOffset time)
    {
        // From 1e11 it must be milliseconds: in seconds that is the year 5138. Then micro- and nanoseconds.
        var milliseconds = Math.Abs(unix) switch
        {
            < 1e11 => unix * 1000,
            < 1e14 => unix,
            < 1e17 => unix / 1e3,
            _ => unix / 1e6,
        };
        var sane = milliseconds is > 0 and < 253_402_300_800_000;
        time = sane ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : default;
        return sane;
    }
}
