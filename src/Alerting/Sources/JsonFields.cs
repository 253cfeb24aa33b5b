using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Alerting.Sources;

/// <summary>What the text of a field means, wherever it stood; and fields of JSON that is no event.</summary>
internal static class JsonFields
{
    /// <summary>The value of a field that is there and not null, by the rules of <see cref="EventJson"/>.</summary>
    public static bool Has(this JsonElement element, string name, out JsonElement value)
    {
        var found = new EventJson(element).Has(name, out var field);
        value = field.Element;
        return found;
    }

    public static bool Has(this JsonElement element, string name) => new EventJson(element).Has(name);

    /// <summary>The first of these fields that has text; numbers and booleans count as text.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names) =>
        new EventJson(element).Text(names);

    /// <summary>A region's name; what cannot be one is none, for it goes into links.</summary>
    public static string? RegionOrNull(string? text) =>
        text is { Length: > 0 and <= 32 }
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? text : null;

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
