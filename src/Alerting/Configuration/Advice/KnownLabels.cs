using Alerting.Text;

namespace Alerting.Configuration.Advice;

/// <summary>The labels that Alerting sets. Alerts of Alertmanager, Grafana and webhooks may have any others.</summary>
internal static class KnownLabels
{
    /// <summary>The labels that alerts of AWS always have. All others may be missing.</summary>
    public static readonly string[] Common = ["source", "name", "severity", "account", "region", "service"];

    private static readonly string[] All =
    [
        .. Common, "namespace", "metric", "log_group", "log_stream", "exception", "alertname", "resource", "env",
    ];

    /// <summary>Labels of other systems that are near one of ours by chance.</summary>
    private static readonly string[] Others =
        ["instance", "accounts", "services", "device", "resources", "regional", "metrics", "game", "same", "names"];

    private static readonly (string Written, string Meant)[] Prefixes =
    [
        ("tags_", "tag_"), ("tag.", "tag_"), ("tag:", "tag_"), ("tag-", "tag_"), ("label_tag_", "tag_"),
        ("dimension_", "dim_"), ("dimensions_", "dim_"), ("dims_", "dim_"), ("dim.", "dim_"), ("dim:", "dim_"),
    ];

    /// <summary>The label that was probably meant; null when the given one may well be right.</summary>
    public static string? Meant(string label)
    {
        if (All.Contains(label) || Others.Contains(label))
            return null;
        foreach (var (written, meant) in Prefixes)
        {
            if (label.StartsWith(written, StringComparison.OrdinalIgnoreCase) && label.Length > written.Length)
                return meant + label[written.Length..];
        }
        // "source_ip" is a label of its own, not a misspelt "source".
        return All.Any(known => label.StartsWith(known + "_", StringComparison.Ordinal))
            ? null
            : Suggestion.For(label, All);
    }
}
