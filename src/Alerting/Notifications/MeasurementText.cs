using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Notifications;

/// <summary>Formats an alarm's metric values.</summary>
internal static class MeasurementText
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const int MaxDatapoints = 12;

    /// <summary>The latest value and the threshold: <c>Errors Sum 41 (threshold &gt; 5)</c>.</summary>
    public static string? Comparison(Measurement? measurement)
    {
        if (measurement is null)
            return null;
        var name = measurement.Statistic is { } statistic ? $"{measurement.Metric} {statistic}" : measurement.Metric;
        var latest = measurement.Datapoints is [.., var last] ? " " + Value(last.Value, measurement) : "";
        return measurement.Threshold is not { } threshold ? name + latest
            : $"{name}{latest} (threshold {measurement.Comparison ?? "="} "
                + $"{MetricValue.Threshold(threshold, measurement.Unit)})";
    }

    /// <summary>Of an alert whose source is silent: <c>No Heartbeat values (expected every 5 min)</c>.</summary>
    public static string? Missing(Measurement? measurement) => measurement is null ? null
        : $"No {measurement.Metric} values" +
            (measurement.Period is { } period ? $" (expected every {DurationText.Of(period)})" : "");

    /// <summary>Of an alert that is over: <c>Errors Sum back to 0 (was 41, threshold &gt; 5)</c>.</summary>
    public static string? Recovery(Measurement? measurement, double? was)
    {
        if (measurement is null)
            return null;
        var name = measurement.Statistic is { } statistic ? $"{measurement.Metric} {statistic}" : measurement.Metric;
        var before = was is { } value ? $"was {Value(value, measurement)}" : null;
        var limit = measurement.Threshold is { } threshold
            ? $"threshold {measurement.Comparison ?? "="} {MetricValue.Threshold(threshold, measurement.Unit)}" : null;
        return Good(measurement) is { } good
            ? $"{name} back to {Value(good, measurement)}{Aside(before, limit)}"
            : $"{name}{(before is null ? "" : " " + before)}{Aside(limit)}";
    }

    /// <summary>Of an alert that is over, for SMS: <c>Errors back to 0 (was 41)</c>.</summary>
    public static string? BriefRecovery(Measurement? measurement, double? was)
    {
        if (measurement is null)
            return null;
        var before = was is { } value ? $"was {Value(value, measurement)}" : null;
        if (Good(measurement) is { } good)
            return $"{measurement.Metric} back to {Value(good, measurement)}{Aside(before)}";
        return before is null ? null : $"{measurement.Metric} {before}";
    }

    /// <summary>The latest value, unless it is one that fired: an OK for missing data repeats the last known one.</summary>
    private static double? Good(Measurement measurement) =>
        measurement.Datapoints is [.., var last] && !Breaches(last.Value, measurement) ? last.Value : null;

    private static bool Breaches(double value, Measurement measurement) => measurement.Comparison switch
    {
        ">" => value > measurement.Threshold,
        "≥" => value >= measurement.Threshold,
        "<" => value < measurement.Threshold,
        "≤" => value <= measurement.Threshold,
        _ => false,
    };

    private static string Aside(params ReadOnlySpan<string?> texts)
    {
        var text = "";
        foreach (var each in texts)
            text += each is null ? "" : text.Length == 0 ? each : ", " + each;
        return text.Length == 0 ? "" : $" ({text})";
    }

    /// <summary>The short form for SMS: <c>Errors 41 (&gt;5)</c>.</summary>
    public static string? Brief(Measurement? measurement)
    {
        if (measurement is not { Datapoints: [.., var last] })
            return null;
        var value = $"{measurement.Metric} {Value(last.Value, measurement)}";
        return measurement.Threshold is { } threshold
            ? $"{value} ({Ascii(measurement.Comparison)}{MetricValue.Threshold(threshold, measurement.Unit)})"
            : value;
    }

    /// <summary>
    /// The last datapoints, oldest first, with a sparkline, and of an alert that fires how many of them count:
    /// <c>6, 17, 41 ▁▃█ (3 of 3 minutes)</c>.
    /// </summary>
    public static string? Trend(Measurement? measurement, bool isFiring)
    {
        if (measurement is not { Datapoints.Count: > 0 })
            return null;
        var values = measurement.Datapoints.TakeLast(MaxDatapoints).Select(point => point.Value).ToArray();
        // One value stands in the line above.
        var periods = isFiring ? Periods(measurement) : null;
        if (values.Length == 1 && periods is null)
            return null;
        var text = Row(values, measurement.Unit);
        if (values.Length > 1)
            text += " " + Sparkline(values);
        return periods is null ? text : $"{text} ({periods})";
    }

    /// <summary>The unit once, unless the values have several: <c>980 ms, 1.2 s</c>.</summary>
    private static string Row(double[] values, string? unit)
    {
        var parts = values.Select(value => MetricValue.Split(value, unit)).ToArray();
        return parts.Select(part => part.Suffix).Distinct().Count() == 1
            ? string.Join(", ", parts.Select(part => part.Number)) + parts[0].Suffix
            : string.Join(", ", parts.Select(part => part.Number + part.Suffix));
    }

    private static string Value(double value, Measurement measurement) => measurement.Threshold is { } threshold
        ? MetricValue.Beside(value, threshold, measurement.Unit) : MetricValue.Of(value, measurement.Unit);

    /// <summary>One bar per value; equal values get bars of middle height.</summary>
    public static string Sparkline(IReadOnlyList<double> values)
    {
        var (least, greatest) = (values.Min(), values.Max());
        return string.Concat(values.Select(value => greatest > least
            ? Bars[(int)Math.Round((value - least) / (greatest - least) * (Bars.Length - 1))]
            : Bars[Bars.Length / 2]));
    }

    private static string? Periods(Measurement measurement)
    {
        if (measurement.EvaluationPeriods is not { } of)
            return null;
        var counted = $"{measurement.DatapointsToAlarm ?? of} of {of}";
        return measurement.Period is not { } period ? counted
            : of == 1 ? "in " + DurationText.Of(period)
            : period == TimeSpan.FromMinutes(1) ? counted + " minutes"
            : $"{counted} periods of {DurationText.Of(period)}";
    }

    private static string Ascii(string? comparison) => comparison switch
    {
        "≥" => ">=",
        "≤" => "<=",
        null => "",
        "outside" or "above" or "below" => comparison + " ",
        _ => comparison,
    };
}
