using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// Parses an alarm's reason: <c>… 2 datapoints [7.0 (14/11/25 18:36:00), 9.5 (14/11/25 18:35:00)] were greater than the
/// threshold (5.0) …</c>
/// </summary>
internal static class StateReason
{
    private const string TimeFormat = "dd/MM/yy HH:mm:ss";

    /// <summary>The datapoints in brackets, oldest first.</summary>
    public static IReadOnlyList<Datapoint> Datapoints(string? reason)
    {
        if (reason is null)
            return [];
        var open = reason.IndexOf('[', StringComparison.Ordinal);
        var close = open < 0 ? -1 : reason.IndexOf(']', open);
        if (close < 0)
            return [];
        var points = new List<Datapoint>();
        foreach (var part in reason[(open + 1)..close].Split(','))
        {
            if (TryDatapoint(part.AsSpan().Trim(), out var point))
                points.Add(point);
        }
        // The text lists the newest first; reversing keeps points without a time in order.
        points.Reverse();
        return [.. points.OrderBy(point => point.At)];
    }

    /// <summary>The operator, which only SNS carries as a field.</summary>
    public static string? Comparison(string? reason)
    {
        if (reason is null)
            return null;
        bool Contains(string words) => reason.Contains(words, StringComparison.Ordinal);
        if (Contains("lower thresholds"))
            return Contains("upper thresholds") ? "outside" : "below";
        if (Contains("upper thresholds"))
            return "above";
        if (Contains("greater than or equal to the threshold"))
            return "≥";
        if (Contains("greater than the threshold"))
            return ">";
        if (Contains("less than or equal to the threshold"))
            return "≤";
        return Contains("less than the threshold") ? "<" : null;
    }

    /// <summary>The number in <c>the threshold (5.0)</c>.</summary>
    public static double? Threshold(string? reason)
    {
        const string words = "the threshold (";
        var start = reason?.IndexOf(words, StringComparison.Ordinal) ?? -1;
        if (start < 0)
            return null;
        var rest = reason.AsSpan(start + words.Length);
        var end = rest.IndexOf(')');
        return end > 0
            && double.TryParse(rest[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) &&
            double.IsFinite(value) ? value : null;
    }

    private static bool TryDatapoint(ReadOnlySpan<char> text, out Datapoint point)
    {
        point = default;
        var space = text.IndexOf(' ');
        var number = space < 0 ? text : text[..space];
        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value))
        {
            return false;
        }
        DateTimeOffset? at = DateTimeOffset.TryParseExact(text[number.Length..].Trim().Trim("()"), TimeFormat,
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        point = new Datapoint(value, at);
        return true;
    }
}

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
