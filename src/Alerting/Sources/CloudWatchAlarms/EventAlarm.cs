using System.Text.Json;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// An alarm from the Lambda action (<c>alarmData</c>) or EventBridge (<c>detail</c>): the same object in camel case,
/// with dimensions as a map and the numbers in <c>reasonData</c>.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html and
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
/// </remarks>
internal static class EventAlarm
{
    /// <summary>The alarm object in the event, or undefined.</summary>
    public static EventJson Body(EventJson json)
    {
        if (json.Child("alarmData") is { ValueKind: JsonValueKind.Object } data)
            return data;
        var isChange = json.Text("source") is "aws.cloudwatch" or "aws.monitoring"
            && json.Child("detail").Has("alarmName");
        return isChange ? json.Child("detail") : default;
    }

    public static AlarmChange Read(EventMessage message, EventJson body)
    {
        var json = message.Json;
        var configuration = body.Child("configuration");
        var state = body.Child("state");
        var previous = body.Child("previousState");
        var reasonData = state.Embedded("reasonData");
        var arn = json.Text("alarmArn") ?? Resource(json);
        var place = AlarmPlace.Of(arn, json.Text("accountId", "account"), json.Region("region"), message);
        return new AlarmChange
        {
            Arn = arn,
            Name = body.Text("alarmName") ?? place.AlarmName,
            Place = place,
            State = AlarmState.Of(state.Text("value")),
            PreviousState = previous.Text("value"),
            Reason = state.Text("reason"),
            ReasonData = reasonData,
            ChangedAtText = state.Text("timestamp") ?? json.Text("time"),
            PreviouslyChangedAt = previous.Time("timestamp"),
            Description = configuration.Text("description"),
            Trigger = AlarmTrigger.Read(configuration, state.Text("reason"), reasonData),
            Tags = AlarmTags.Read(body.Child("alarmTags") is { ValueKind: not JsonValueKind.Undefined } tags
                ? tags : json.Child("alarmTags")),
            TagsStatus = body.Text("alarmTagsStatus") ?? json.Text("alarmTagsStatus"),
            Composite = CompositeRule.Read(configuration.Text("alarmRule"), default, reasonData),
            Contributor = Contributor(body.Child("alarmContributor")),
            Suppression = AlarmSuppression.Read(body.Child("muteDetail"), state, configuration),
            LogQuery = [.. LogAlarm.Query(configuration, body), .. PromQlAlarm.Query(configuration, body)],
            Problems = body.Has("alarmName") ? [] : ["The alarm has no alarmName."],
        };
    }

    private static string? Resource(EventJson json) => json.Texts("resources") is [var arn, ..] ? arn : null;

    private static AlarmContributor? Contributor(EventJson contributor) => contributor.Text("id") is { } id
        ? new AlarmContributor(id, contributor.Pairs("attributes"))
        : null;
}
