using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// The expected range of an anomaly alarm, from its reason (<c>… was less than the lower thresholds [0.02] or greater
/// than the upper thresholds [0.3] …</c>) or its reason data.
/// </summary>
internal static class AnomalyBand
{
    public static IEnumerable<Fact> Facts(string? reason, EventJson reasonData)
    {
        var lower = After(reason, "lower thresholds") ?? Last(reasonData.Texts("recentLowerThresholds"));
        var upper = After(reason, "upper thresholds") ?? Last(reasonData.Texts("recentUpperThresholds"));
        if (lower is not null && upper is not null)
            yield return new Fact("Expected", $"{lower} to {upper}");
        else if (lower is not null)
            yield return new Fact("Expected", $"at least {lower}");
        else if (upper is not null)
            yield return new Fact("Expected", $"at most {upper}");
    }

    /// <summary>The first number of the list after the words, which is the newest.</summary>
    private static string? After(string? reason, string words)
    {
        var at = reason?.IndexOf(words, StringComparison.Ordinal) ?? -1;
        if (at < 0)
            return null;
        var rest = reason.AsSpan(at + words.Length).TrimStart();
        if (rest is not ['[', ..])
            return null;
        var end = rest.IndexOfAny(',', ']');
        return end < 0 ? null : Short(rest[1..end].Trim().ToString());
    }

    private static string? Last(IReadOnlyList<string> numbers) => numbers.Count == 0 ? null : Short(numbers[^1]);

    /// <summary>Four significant digits; CloudWatch writes sixteen.</summary>
    private static string? Short(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number.ToString("G4", CultureInfo.InvariantCulture)
            : null;
}
