using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// What an alarm's state means: <c>ALARM</c>, <c>INSUFFICIENT_DATA</c> and <c>OK</c> are all there is.
/// </summary>
internal sealed record AlarmState(string Word, AlertStatus Status, SeverityClaim Fallback, string? Problem = null)
{
    public static AlarmState Of(string? word) => word switch
    {
        "ALARM" => new(word, AlertStatus.Firing, new(Severity.Error, "default for alarms in ALARM")),
        "INSUFFICIENT_DATA" =>
            new(word, AlertStatus.Firing, new(Severity.Warning, "default for alarms in INSUFFICIENT_DATA")),
        // An OK says nothing of how bad it was: it has the severity of the ALARM it ends, so that it takes the same
        // way.
        "OK" => new(word, AlertStatus.Resolved, new(Severity.Error, "default for alarms: OK ends an ALARM")),
        null => new("unknown", AlertStatus.Firing, new(Severity.Warning, "the alarm tells no state"),
            "The alarm has no NewStateValue; it is taken to fire."),
        _ => new(word, AlertStatus.Firing, new(Severity.Warning, $"unknown alarm state {word}"),
            $"NewStateValue \"{word}\" is not one of ALARM, OK, INSUFFICIENT_DATA; it is taken to fire."),
    };
}
