using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Alerting.Sources;

/// <summary>Parses field values, and reads <see cref="JsonElement"/> by the rules of <see cref="EventJson"/>.</summary>
internal static class JsonFields
{
    public static bool Has(this JsonElement element, string name, out JsonElement value)
    {
        var found = new EventJson(element).Has(name, out var field);
        value = field.Element;
        return found;
    }

    public static bool Has(this JsonElement element, string name) => new EventJson(element).Has(name);

    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names) =>
        new EventJson(element).Text(names);

    /// <summary>Null for anything that cannot be a region, because the value goes into links.</summary>
    public static string? RegionOrNull(string? text) =>
        text is { Length: > 0 and <= 32 }
            && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') ? text : null;

    /// <summary>
    /// ISO 8601, UTC if it has no offset, including CloudWatch's <c>+0000</c>, which System.Text.Json rejects; or Unix
    /// time in seconds or milliseconds.
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
        // From 1e11 it must be milliseconds: in seconds that is the year 5138.
        var milliseconds = Math.Abs(unix) < 1e11 ? unix * 1000 : unix;
        var sane = milliseconds is > 0 and < 253_402_300_800_000;
        time = sane ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : default;
        return sane;
    }
}
