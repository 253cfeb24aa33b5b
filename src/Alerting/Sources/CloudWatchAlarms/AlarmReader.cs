using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// CloudWatch alarms through SNS, the Lambda alarm action and EventBridge. The same change becomes the same signal on
/// each.
/// </summary>
internal sealed class AlarmReader : ISourceReader
{
    public const string SourceName = "cloudwatch-alarm";

    public string Source => SourceName;

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (SnsAlarm.Fits(message.Json))
            return [AlarmSignal.Of(SnsAlarm.Read(message), message)];
        if (SubjectAlarm.Read(message) is { } broken)
            return [AlarmSignal.Of(broken, message)];
        var body = EventAlarm.Body(message.Json);
        if (body.ValueKind != JsonValueKind.Object)
            return null;
        var change = EventAlarm.Read(message, body);
        return body.Text("operation") is { } operation
            ? [ConfigurationChange.Signal(change, operation, body, message)]
            : [AlarmSignal.Of(change, message)];
    }
}

/// <summary>
/// An alarm from SNS: <c>AlarmName</c>, <c>NewStateValue</c>, <c>AlarmArn</c>, and <c>Trigger</c> (metric),
/// <c>AlarmRule</c> (composite) or <c>AlarmContributorId</c> (one of several time series).
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html</remarks>
internal static class SnsAlarm
{
    public static bool Fits(EventJson alarm) =>
        (alarm.Has("AlarmName") || alarm.Has("AlarmArn")) &&
        (alarm.Has("NewStateValue") || alarm.Has("NewStateReason") || alarm.Has("Trigger") || alarm.Has("AlarmRule"));

    public static AlarmChange Read(EventMessage message)
    {
        var alarm = message.Json;
        var reason = alarm.Text("NewStateReason");
        var reasonData = alarm.Embedded("NewStateReasonData");
        var trigger = alarm.Child("Trigger");
        var place = AlarmPlace.Of(alarm.Text("AlarmArn"), alarm.Text("AWSAccountId"), region: null, message);
        return new AlarmChange
        {
            Arn = alarm.Text("AlarmArn"),
            Name = alarm.Text("AlarmName") ?? place.AlarmName,
            Place = place,
            State = AlarmState.Of(alarm.Text("NewStateValue")),
            PreviousState = alarm.Text("OldStateValue"),
            Reason = reason,
            ReasonData = reasonData,
            ChangedAtText = alarm.Text("StateChangeTime"),
            Description = alarm.Text("AlarmDescription"),
            Trigger = AlarmTrigger.Read(trigger, reason, reasonData),
            Tags = AlarmTags.Read(alarm.Child("AlarmTags")),
            TagsStatus = alarm.Text("AlarmTagsStatus"),
            Contributor = Contributor(alarm),
            Composite = alarm.HasAny(CompositeRule.Fields) || reasonData.HasAny(CompositeRule.Fields)
                ? CompositeRule.Read(alarm.Text("AlarmRule"), alarm, reasonData)
                : null,
            Suppression = alarm.HasAny(AlarmSuppression.Fields)
                ? AlarmSuppression.Read(alarm.Child("MuteDetail"), alarm, alarm)
                : AlarmSuppression.None,
            LogQuery = alarm.HasAny(LogAlarm.QueryFields) || trigger.HasAny(LogAlarm.QueryFields)
                ? LogAlarm.Query(alarm, trigger)
                : PromQlAlarm.Query(trigger, alarm),
            LogLines = alarm.HasAny(LogAlarm.LineFields) ? LogAlarm.Lines(alarm) : [],
            Problems = alarm.Has("AlarmName") ? [] : ["The alarm has no AlarmName."],
        };
    }

    private static AlarmContributor? Contributor(EventJson alarm) => alarm.Text("AlarmContributorId") is { } id
        ? new AlarmContributor(id, alarm.Pairs("AlarmContributorAttributes"))
        : null;
}
