using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>The alarm's tags, which CloudWatch includes if tag propagation is enabled for the alarm.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-tags-in-notifications.html</remarks>
internal static class AlarmTags
{
    /// <summary>Either <c>{"team": "payments"}</c> or <c>[{"Key": "team", "Value": "payments"}]</c>.</summary>
    public static IReadOnlyDictionary<string, string> Read(EventJson tags)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags.Pairs())
            read[key] = value;
        return read;
    }

    public static IReadOnlyList<SeverityClaim> SeverityClaims(IReadOnlyDictionary<string, string> tags)
    {
        foreach (var (key, value) in tags)
        {
            if (key.Equals("severity", StringComparison.OrdinalIgnoreCase)
                && SeverityWords.Parse(value) is { } severity)
                return [new SeverityClaim(severity, $"alarm tag {key}={value}")];
        }
        return [];
    }
}
