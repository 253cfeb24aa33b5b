using Alerting.Configuration.Reading;
using Alerting.Configuration.Yaml;
using Alerting.Routing;
using Alerting.Text;

namespace Alerting.Configuration.Advice;

/// <summary>Notes values that no alert has: a misspelt source, a region or an account in another notation.</summary>
internal static class ValueAdvice
{
    private const int AccountDigits = 12;

    /// <summary>Below it, a number is hardly an account that lost its leading zeros.</summary>
    private const int LeastDigits = 9;

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cloudwatch"] = "cloudwatch-alarm", ["alarm"] = "cloudwatch-alarm", ["cloudwatch-alarms"] = "cloudwatch-alarm",
        ["prometheus"] = "alertmanager", ["logs"] = "log", ["cloudwatch-logs"] = "log", ["aws-health"] = "health",
        ["security-hub"] = "securityhub", ["step-functions"] = "stepfunctions", ["trusted-advisor"] = "trustedadvisor",
    };

    private static readonly string[] Sources =
    [
        "cloudwatch-alarm", "log", "heartbeat", "check", "alertmanager", "grafana", "health", "guardduty",
        "securityhub", "inspector", "budgets", "cost-anomaly", "rds", "ecs", "ec2", "ecr", "ses", "sns", "ssm", "s3",
        "backup", "batch", "codebuild", "codedeploy", "codepipeline", "cloudformation", "cloudtrail", "eventbridge",
        "stepfunctions", "trustedadvisor", "autoscaling", "glue", "dms", "acm", "emr", "msk", "xray", "config",
        "generic", "datadog", "newrelic", "sentry", "pagerduty", "opsgenie", "splunk", "zabbix", "uptime-kuma",
        "github", "gitlab", "jenkins", "elastic", "opensearch", "support", "synthetics", "macie", "redshift",
    ];

    public static void OnValues(Matcher matcher, Place place, Report report)
    {
        var values = matcher.Operator == MatcherOperator.NotEqual ? [matcher.Value] : matcher.Values ?? [];
        foreach (var value in values)
        {
            if (Meant(matcher.Label, value) is { } meant)
                report.Note(place, RouteErrors.DoubtfulValue(matcher.Label, value, meant));
        }
    }

    private static string? Meant(string label, string value) => label switch
    {
        "source" => Source(value),
        "region" => Region(value),
        "account" => Account(value),
        _ => null,
    };

    /// <summary>Only near misses: a webhook may have any source.</summary>
    private static string? Source(string value)
    {
        var name = value.Replace('_', '-').Replace("aws.", "", StringComparison.Ordinal).ToLowerInvariant();
        if (Sources.Contains(value))
            return null;
        return OtherNames.GetValueOrDefault(name) ?? (Sources.Contains(name) ? name
            : name.Length > 5 ? Suggestion.For(name, Sources.Where(source => source.Length > 5)) : null);
    }

    /// <summary>As AWS writes them; <c>us-east1</c> is one of Google's.</summary>
    private static string? Region(string value)
    {
        var parts = value.ToLowerInvariant().Replace('_', '-').TrimEnd().Split('-');
        if (parts is [.., var word] && word.Length > 1 && char.IsAsciiDigit(word[^1]) && parts[0] != "us")
            parts = [.. parts[..^1], word[..^1], word[^1..]];
        var isRegion = parts is [{ Length: 2 }, .., { Length: 1 } number] && char.IsAsciiDigit(number[0])
            && parts.Length is 3 or 4 && parts[1..^1].All(part => part.Length > 2 && part.All(char.IsAsciiLetter));
        var meant = string.Join('-', parts);
        return isRegion && meant != value ? meant : null;
    }

    private static string? Account(string value)
    {
        var bare = string.Concat(value.Split('-', ' '));
        return bare.Length is >= LeastDigits and <= AccountDigits && bare.All(char.IsAsciiDigit)
            && bare.PadLeft(AccountDigits, '0') is var meant && meant != value ? meant : null;
    }
}
