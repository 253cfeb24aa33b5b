using System.Buffers;
using System.Text.Json;

namespace Alerting.Sources.Generic;

/// <summary>
/// The text that Alertmanager, Amazon Managed Service for Prometheus and Grafana send by SNS, each alert with its labels
/// and annotations in lines. It becomes the JSON of their webhooks.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alertmanager-SNS-otherdestinations.html,
/// https://github.com/prometheus/alertmanager/blob/main/template/default.tmpl (__text_alert_list) and
/// https://github.com/grafana/alerting/blob/main/templates/default_template.go
/// </remarks>
internal static class AlertText
{
    /// <summary>The webhook with these alerts; null for any other text.</summary>
    public static EventJson? Read(string text, bool isGrafana)
    {
        if (!text.Contains("Labels:", StringComparison.Ordinal)
            || !text.Contains(" - alertname = ", StringComparison.Ordinal)
            || IsGrafana(text) != isGrafana)
        {
            return null;
        }
        var lines = new AlertLines();
        foreach (var line in text.Split('\n'))
            lines.Add(line.Trim());
        return lines.Alerts.Count == 0 ? null : Write(lines.Alerts);
    }

    /// <summary>Grafana sets its headings in bold and adds values and the link to a silence.</summary>
    private static bool IsGrafana(string text) => text.Contains("**Firing**", StringComparison.Ordinal)
        || text.Contains("**Resolved**", StringComparison.Ordinal)
        || text.Contains("\nSilence: ", StringComparison.Ordinal);

    private static EventJson Write(List<TextAlert> alerts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("alerts");
            foreach (var alert in alerts)
                Write(writer, alert);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory, JsonBody.Options);
        return new EventJson(document.RootElement.Clone());
    }

    private static void Write(Utf8JsonWriter writer, TextAlert alert)
    {
        writer.WriteStartObject();
        writer.WriteString("status", alert.Status);
        Write(writer, "labels", alert.Labels);
        Write(writer, "annotations", alert.Annotations);
        if (alert.Values is { } values)
            writer.WriteString("valueString", values);
        foreach (var (name, url) in alert.Links)
        {
            var field = name switch
            {
                "Source" => "generatorURL",
                "Silence" => "silenceURL",
                "Dashboard" => "dashboardURL",
                "Panel" => "panelURL",
                _ => null,
            };
            if (field is not null)
                writer.WriteString(field, url);
        }
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, List<(string Name, string Value)> pairs)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in pairs)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }
}

/// <summary>One alert of such a text.</summary>
internal sealed record TextAlert(string Status)
{
    public string? Values { get; init; }

    public List<(string Name, string Value)> Labels { get; } = [];

    public List<(string Name, string Value)> Annotations { get; } = [];

    public List<(string Name, string Url)> Links { get; } = [];
}
