using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Alerts of MediaLive channels and multiplexes, and their state.</summary>
/// <remarks>https://docs.aws.amazon.com/medialive/latest/ug/monitoring-via-eventbridge.html</remarks>
internal sealed class MediaLiveReader : ISourceReader
{
    public string Source => "medialive";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (AwsEvent.Of(message, "aws.medialive") is not { } awsEvent)
            return null;
        var arn = awsEvent.Detail.Text("channel_arn", "multiplex_arn") ?? awsEvent.Resource;
        var name = arn is null ? "a channel" : Wording.LastPart(arn);
        var kind = arn?.Contains(":multiplex:", StringComparison.Ordinal) == true ? "multiplex" : "channel";
        return awsEvent.Detail.Text("alarm_state") is { } alarm
            ? [Alert(awsEvent, arn, kind, name, alarm)]
            : awsEvent.Detail.Text("state") is { } state ? [State(awsEvent, arn, kind, name, state)] : null;
    }

    private Signal Alert(AwsEvent awsEvent, string? arn, string kind, string name, string alarm)
    {
        var detail = awsEvent.Detail;
        var type = detail.Text("alert_type");
        var key = detail.Text("alarm_id") ?? $"{type}/{detail.Text("pipeline")}";
        return Signal(awsEvent, kind, name, $"MediaLive {kind} {name}: {type ?? "an alert"}", $"{arn ?? name}|{key}",
            Classify(alarm)) with
        {
            Summary = detail.Text("message"),
            Facts = NonEmpty.Facts(("Alert", type), ("Pipeline", detail.Text("pipeline"))),
        };
    }

    private static EventOutcome Classify(string alarm) => alarm.ToUpperInvariant() switch
    {
        "SET" => EventOutcome.Failure(alarm, "alerts of channels"),
        "CLEARED" => EventOutcome.Recovery(alarm, "the alert is cleared"),
        _ => EventOutcome.Unknown(alarm),
    };

    private Signal State(AwsEvent awsEvent, string? arn, string kind, string name, string state)
    {
        var outcome = state.Equals("RUNNING", StringComparison.OrdinalIgnoreCase)
            ? EventOutcome.Recovery(state, $"the {kind} runs")
            : ServiceStates.Classify(state, $"{kind}s that failed", $"the {kind} is well");
        var title = $"MediaLive {kind} {name} {ServiceStates.Verb(state)}";
        return Signal(awsEvent, kind, name, title, arn ?? name, outcome) with
        {
            Summary = awsEvent.Detail.Text("message"),
        };
    }

    private Signal Signal(AwsEvent awsEvent, string kind, string name, string title, string identity,
        EventOutcome outcome) => awsEvent.Signal(Source, name, title, identity, outcome) with
    {
        Links = NonEmpty.Links((char.ToUpperInvariant(kind[0]) + kind[1..],
            awsEvent.Console("medialive",
                $"#/{(kind == "channel" ? "channels" : "multiplexes")}/{Uri.EscapeDataString(name)}"))),
    };
}
