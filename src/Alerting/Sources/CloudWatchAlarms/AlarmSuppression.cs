using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// The mute rule or suppressor that blocks the alarm's own actions. EventBridge sends such changes anyway; routes and
/// silences can match the labels.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html</remarks>
internal sealed record AlarmSuppression(IReadOnlyList<Fact> Facts, string? MutedBy, string? SuppressedBy)
{
    /// <summary>Only alarms whose actions are blocked have these.</summary>
    public static readonly string[] Fields = ["MuteDetail", "actionsSuppressedBy", "actionsSuppressedReason"];

    public static AlarmSuppression None { get; } = new([], null, null);

    public static AlarmSuppression Read(EventJson muteDetail, EventJson state, EventJson configuration)
    {
        var facts = new List<Fact>();
        var mutedBy = muteDetail.Text("mutedByArn") is { } rule ? RuleName(rule) : null;
        if (mutedBy is not null)
        {
            facts.Add(new Fact("Muted by", mutedBy));
            if (muteDetail.Text("muteWindowEnd") is { } until)
                facts.Add(new Fact("Muted until", until));
        }
        var suppressedBy = state.Text("actionsSuppressedBy");
        if (suppressedBy is not null)
        {
            facts.Add(
                new Fact("Actions suppressed by", Suppressor(suppressedBy, configuration.Text("actionsSuppressor"))));
        }
        if (state.Text("actionsSuppressedReason") is { } reason)
            facts.Add(new Fact("Suppressed because", reason));
        return new AlarmSuppression(facts, mutedBy, suppressedBy);
    }

    private static string Suppressor(string by, string? alarm) => alarm is null ? by : $"{by} ({AlarmName(alarm)})";

    private static string AlarmName(string nameOrArn) =>
        Arn.TryParse(nameOrArn, out var arn) ? AlarmPlace.AlarmNameOf(arn) ?? nameOrArn : nameOrArn;

    private static string RuleName(string arn) => Arn.TryParse(arn, out var rule) ? rule.ResourceName : arn;
}
