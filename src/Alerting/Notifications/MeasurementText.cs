using System.Globalization;
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
        var latest = measurement.Datapoints is [.., var last] ? " " + Value(last.Value, measurement.Unit) : "";
        return measurement.Threshold is { } threshold
            ? $"{name}{latest} (threshold {measurement.Comparison ?? "="} {Value(threshold, measurement.Unit)})"
            : name + latest;
    }

    /// <summary>The short form for SMS: <c>Errors 41 (&gt;5)</c>.</summary>
    public static string? Brief(Measurement? measurement)
    {
        if (measurement is not { Datapoints: [.., var last] })
            return null;
        var value = $"{measurement.Metric} {Value(last.Value, measurement.Unit)}";
        return measurement.Threshold is { } threshold
            ? $"{value} ({Ascii(measurement.Comparison)}{Value(threshold, measurement.Unit)})"
            : value;
    }

    /// <summary>The last datapoints, oldest first, with a sparkline: <c>6, 17, 41 ▁▃█ (3 of 3 × 1 min)</c>.</summary>
    public static string? Trend(Measurement? measurement)
    {
        if (measurement is not { Datapoints.Count: > 0 })
            return null;
        var values = measurement.Datapoints.TakeLast(MaxDatapoints).Select(point => point.Value).ToArray();
        var text = string.Join(", ", values.Select(Number));
        if (values.Length > 1)
            text += " " + Sparkline(values);
        return Periods(measurement) is { } periods ? $"{text} ({periods})" : text;
    }

    /// <summary>One bar per value; equal values get bars of middle height.</summary>
    public static string Sparkline(IReadOnlyList<double> values)
    {
        var (least, greatest) = (values.Min(), values.Max());
        return string.Concat(values.Select(value => greatest > least
            ? Bars[(int)Math.Round((value - least) / (greatest - least) * (Bars.Length - 1))]
            : Bars[Bars.Length / 2]));
    }

    /// <summary>
    /// Up to four decimals with thousands separators; very large and very small numbers in scientific notation.
    /// </summary>
    public static string Number(double value)
    {
        var size = Math.Abs(value);
        var format = size is > 0 and < 0.0001 or >= 1e15 ? "0.###e+0" : size >= 1000 ? "#,0.##" : "0.####";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Value(double value, string? unit) => unit switch
    {
        null or "Count" or "None" => Number(value),
        "Percent" => Number(value) + "%",
        "Seconds" => Number(value) + " s",
        "Milliseconds" => Number(value) + " ms",
        "Microseconds" => Number(value) + " us",
        _ => $"{Number(value)} {unit}",
    };

    private static string? Periods(Measurement measurement)
    {
        if (measurement.EvaluationPeriods is not { } of)
            return null;
        var needed = measurement.DatapointsToAlarm ?? of;
        return measurement.Period is { } period ? $"{needed} of {of} × {DurationText.Of(period)}" : $"{needed} of {of}";
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
