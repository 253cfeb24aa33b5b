using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>Violations of IoT Device Defender's security profiles, through SNS.</summary>
/// <remarks>https://docs.aws.amazon.com/iot-device-defender/latest/devguide/device-defender-detect.html</remarks>
internal sealed class DeviceDefenderReader : ISourceReader
{
    public string Source => "iot-device-defender";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        var json = message.Json;
        if (json.Text("violationEventType") is not { } state || json.Text("thingName") is not { } thing)
            return null;
        var (profile, behavior) = (json.Text("securityProfileName"), json.Child("behavior"));
        var what = behavior.Text("name") ?? "a behavior";
        var plain = AwsEvent.Plain(message) with { Time = json.Time("violationEventTime") ?? message.SentAt };
        return [plain.Signal(Source, thing, $"IoT thing {thing} violates {what}", $"{profile}/{thing}/{what}",
            Classify(state)) with
        {
            Labels = NonEmpty.Labels(("resource", thing), ("type", what)),
            Facts = NonEmpty.Facts(("Profile", profile), ("Behavior", what),
                ("Metric", behavior.Text("metric")), ("Measured", Value(json.Child("metricValue"))),
                ("Expected", $"{behavior.Text("comparisonOperator")?.Replace('-', ' ')} "
                    + Value(behavior.Child("value")))),
            Links = NonEmpty.Links(("Violations", plain.Console("iot", "#/dd/detect/violations"))),
        }];
    }

    private static EventOutcome Classify(string state) => state switch
    {
        "in-alarm" => EventOutcome.Warning(state, "violations of a security profile"),
        "alarm-cleared" or "alarm-invalidated" => EventOutcome.Recovery(state, "the violation is over"),
        _ => EventOutcome.Unknown(state),
    };

    private static string? Value(EventJson value) => value.Text("count", "number");
}
