using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// CloudWatch alarms as SNS carries them: <c>AlarmName</c>, <c>NewStateValue</c>, <c>AlarmArn</c> and, for a metric
/// alarm, <c>Trigger</c>.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html</remarks>
internal sealed class AlarmReader : ISourceReader
{
    public const string SourceName = "cloudwatch-alarm";

    public string Source => SourceName;

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var alarm = message.Json;
        var named = alarm.Has("AlarmName") || alarm.Has("AlarmArn");
        return named && (alarm.Has("NewStateValue") || alarm.Has("NewStateReason") || alarm.Has("Trigger"))
            ? [ReadAlarm(message, alarm)]
            : null;
    }

    private static Signal ReadAlarm(EventMessage message, JsonElement alarm)
    {
        var place = AlarmPlace.Read(alarm, message);
        var name = alarm.Text("AlarmName") ?? place.AlarmName ?? "an alarm without a name";
        var state = AlarmState.Of(alarm.Text("NewStateValue"));
        var changedAt = alarm.Time("StateChangeTime");
        var trigger = TriggerReader.Read(alarm.Child("Trigger"), alarm.Text("NewStateReason"));
        var tags = AlarmTags.Read(alarm.Child("AlarmTags"));
        var arn = alarm.Text("AlarmArn");

        return new Signal
        {
            Source = SourceName,
            Name = name,
            Title = name,
            Identity = arn ?? $"cloudwatch-alarm|{place.Account}|{place.Region}|{name}",
            EventKey = $"{arn ?? name}|{alarm.Text("StateChangeTime") ?? message.MessageId}|{state.Word}",
            Status = state.Status,
            State = state.Word,
            PreviousState = alarm.Text("OldStateValue"),
            Summary = alarm.Text("NewStateReason"),
            Description = alarm.Text("AlarmDescription"),
            Account = place.Account,
            Region = place.Region,
            Service = tags.GetValueOrDefault("service") ?? trigger.Service,
            OccurredAt = changedAt ?? message.SentAt,
            Recovers = true,
            Claims = AlarmTags.SeverityClaims(tags),
            Fallback = state.Fallback,
            Labels = Labels(trigger, tags),
            Facts = trigger.Facts,
            Measurement = trigger.Measurement,
            Links = AlarmLinks.For(place.Region, name, trigger, changedAt ?? message.SentAt),
            Problems = Problems(alarm, state, changedAt),
        };
    }

    private static Dictionary<string, string> Labels(AlarmTrigger trigger, IReadOnlyDictionary<string, string> tags)
    {
        var labels = new Dictionary<string, string>();
        if (trigger.Namespace is { } ns)
            labels["namespace"] = ns;
        if (trigger.MetricName is { } metric)
            labels["metric"] = metric;
        foreach (var (name, value) in trigger.Dimensions)
            labels["dim_" + name] = value;
        foreach (var (key, value) in tags)
            labels["tag_" + key] = value;
        return labels;
    }

    private static List<string> Problems(JsonElement alarm, AlarmState state, DateTimeOffset? changedAt)
    {
        var problems = new List<string>();
        if (!alarm.Has("AlarmName"))
            problems.Add("The alarm has no AlarmName.");
        if (state.Problem is { } unknown)
            problems.Add(unknown);
        if (changedAt is null)
        {
            problems.Add(alarm.Text("StateChangeTime") is { } text
                ? $"StateChangeTime \"{text}\" is not a time; the time of delivery is used."
                : "The alarm has no StateChangeTime; the time of delivery is used.");
        }
        return problems;
    }
}
