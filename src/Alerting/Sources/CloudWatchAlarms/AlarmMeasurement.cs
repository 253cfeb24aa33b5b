using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// The threshold and the latest values of an alarm, from the fields of its trigger; what those lack, from the text of
/// its reason and from its reason data.
/// </summary>
internal static class AlarmMeasurement
{
    public static Measurement Read(
        EventJson trigger, MetricQuery watched, string? reason, EventJson reasonData)
    {
        var points = StateReason.Datapoints(reason);
        return new Measurement
        {
            Metric = watched.Label ?? watched.MetricName ?? watched.Expression ?? watched.Id ?? "metric",
            Statistic = watched.Statistic,
            Unit = watched.Unit is { } unit and not "None" ? unit
                : MetricUnits.Of(watched.Namespace, watched.MetricName, watched.Statistic),
            Comparison = Comparison(trigger.Text("ComparisonOperator")) ?? StateReason.Comparison(reason),
            Threshold = trigger.Number("Threshold") ?? reasonData.Number("threshold")
                ?? StateReason.Threshold(reason),
            Period = watched.Period is { } seconds and > 0 and < 1e8 ? TimeSpan.FromSeconds(seconds) : null,
            EvaluationPeriods = trigger.WholeNumber("EvaluationPeriods"),
            DatapointsToAlarm = trigger.WholeNumber("DatapointsToAlarm"),
            Datapoints = points.Count > 0 ? points : ReasonData.Datapoints(reasonData),
        };
    }

    private static string? Comparison(string? word) => word switch
    {
        "GreaterThanThreshold" => ">",
        "GreaterThanOrEqualToThreshold" => "≥",
        "LessThanThreshold" => "<",
        "LessThanOrEqualToThreshold" => "≤",
        "LessThanLowerOrGreaterThanUpperThreshold" => "outside",
        "GreaterThanUpperThreshold" => "above",
        "LessThanLowerThreshold" => "below",
        _ => word,
    };
}

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

/// <summary>The datapoints of an alarm's reason data, used if the reason lists none.</summary>
internal static class ReasonData
{
    public static IReadOnlyList<Datapoint> Datapoints(EventJson reasonData)
    {
        // Log alarms have query results, other alarms evaluated datapoints.
        var timed = reasonData.Items("evaluatedDatapoints").Concat(reasonData.Items("results"))
            .Select(Timed).OfType<Datapoint>().OrderBy(point => point.At).ToList();
        if (timed.Count > 0)
            return timed;
        return [.. reasonData.Texts("recentDatapoints").Select(Number).OfType<double>()
            .Select(value => new Datapoint(value, null))];
    }

    private static Datapoint? Timed(EventJson point) =>
        point.Number("value") is { } value ? new Datapoint(value, point.Time("timestamp")) : null;

    private static double? Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? value
            : null;
}
