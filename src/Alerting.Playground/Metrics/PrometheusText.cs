using System.Globalization;
using System.Text;

namespace Alerting.Playground.Metrics;

/// <summary>Metrics in Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/.</summary>
internal static class PrometheusText
{
    public static string Of(PlaygroundMetrics metrics, MetricGauges now)
    {
        var text = new StringBuilder();
        Head(text, "alerting_events_total", "counter", "Alerts received, by source and severity.");
        foreach (var (key, count) in metrics.Events)
            Line(text, "alerting_events_total", count, ("source", key.Source), ("severity", key.Severity));
        Head(text, "alerting_deliveries_total", "counter",
            "Delivery attempts, by channel and outcome; dead counts dead letters.");
        foreach (var (key, count) in metrics.Deliveries)
            Line(text, "alerting_deliveries_total", count, ("channel", key.Channel), ("outcome", key.Outcome));
        Head(text, "alerting_suppressed_total", "counter",
            "Alerts not sent to some or all of their receivers, by reason; each alert counts once per reason.");
        foreach (var (reason, count) in metrics.SuppressedByReason)
            Line(text, "alerting_suppressed_total", count, ("reason", reason));
        Gauge(text, "alerting_held_alerts", "Alerts held until an interval begins.", now.Held);
        Gauge(text, "alerting_open_groups", "Groups with a firing alert.", now.OpenGroups);
        Gauge(text, "alerting_delivery_queue_messages", "Deliveries waiting to be sent or retried.", now.Waiting);
        Gauge(text, "alerting_delivery_queue_age_seconds",
            "Age of the oldest waiting delivery, by the clock of the playground.", now.OldestSeconds);
        Gauge(text, "alerting_dead_letters", "Dead letters, kept for redrive.", now.Dead);
        Histogram(text, metrics);
        return text.ToString();
    }

    private static void Histogram(StringBuilder text, PlaygroundMetrics metrics)
    {
        const string name = "alerting_delivery_duration_seconds";
        Head(text, name, "histogram", "Duration of a delivery attempt.");
        foreach (var (channel, histogram) in metrics.Durations)
        {
            var (counts, count, sum) = histogram.Read();
            for (var i = 0; i < counts.Length; i++)
            {
                Line(text, name + "_bucket", counts[i], ("channel", channel),
                    ("le", Number(PlaygroundMetrics.Buckets[i])));
            }
            Line(text, name + "_bucket", count, ("channel", channel), ("le", "+Inf"));
            Line(text, name + "_sum", sum, ("channel", channel));
            Line(text, name + "_count", count, ("channel", channel));
        }
    }

    private static void Gauge(StringBuilder text, string name, string help, double value)
    {
        Head(text, name, "gauge", help);
        Line(text, name, value);
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static void Line(StringBuilder text, string name, double value,
        params ReadOnlySpan<(string Name, string Value)> labels)
    {
        text.Append(name);
        for (var i = 0; i < labels.Length; i++)
        {
            text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(Escape(labels[i].Value))
                .Append('"');
        }
        text.Append(labels.Length > 0 ? "} " : " ").Append(Number(value)).Append('\n');
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}

/// <summary>Gauges at the time of the scrape.</summary>
internal sealed record MetricGauges(int Held, int OpenGroups, int Waiting, double OldestSeconds, int Dead);
