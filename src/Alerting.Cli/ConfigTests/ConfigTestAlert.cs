using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Configuration.Reading;
using Alerting.Configuration.Yaml;
using Alerting.Text;

namespace Alerting.Cli.ConfigTests;

/// <summary>An alert made of labels: those that every alert has, and any others.</summary>
internal static class ConfigTestAlert
{
    public static Signal Of(MapNode map, DateTimeOffset at, Report report)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (value is TextNode text)
                labels[key.Text] = text.Text;
            else
                report.Error(value.Place, ConfigErrors.NotText(key.Text));
        }
        var name = labels.GetValueOrDefault("name") ?? labels.GetValueOrDefault("alertname") ?? "test";
        var severity = labels.GetValueOrDefault("severity");
        if (severity is not null && SeverityWords.Parse(severity) is null)
        {
            report.Error(map.Place, ConfigErrors.IsNot(severity, "a severity",
                Suggestion.For(severity, SeverityWords.Known) is { } meant
                    ? Suggestion.Sentence(meant) : "Write critical, error, warning or info."));
        }
        return new Signal
        {
            Source = labels.GetValueOrDefault("source", "cloudwatch-alarm"),
            Name = name,
            Title = name,
            Identity = $"test|{string.Join('|', labels)}",
            EventKey = $"test|{at:O}",
            Account = labels.GetValueOrDefault("account"),
            Region = labels.GetValueOrDefault("region"),
            Service = labels.GetValueOrDefault("service"),
            OccurredAt = at,
            StartsAt = at,
            Claims = SeverityWords.Parse(severity) is { } known ? [new SeverityClaim(known, "label severity")] : [],
            Recovers = true,
            Labels = labels,
        };
    }
}
