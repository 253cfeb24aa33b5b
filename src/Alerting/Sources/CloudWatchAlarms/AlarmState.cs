using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

internal sealed record AlarmState(string Word, AlertStatus Status, SeverityClaim Fallback, string? Problem = null)
{
    public static AlarmState Of(string? word) => word switch
    {
        "ALARM" => new(word, AlertStatus.Firing, new(Severity.Error, "default for alarms in ALARM")),
        "INSUFFICIENT_DATA" =>
            new(word, AlertStatus.Firing, new(Severity.Warning, "default for alarms in INSUFFICIENT_DATA")),
        // An OK has the severity of the ALARM it resolves, so both take the same route.
        "OK" => new(word, AlertStatus.Resolved, new(Severity.Error, "default for alarms: OK resolves an ALARM")),
        null => new("unknown", AlertStatus.Firing, new(Severity.Warning, "the alarm has no state"),
            "The alarm has no NewStateValue; treated as firing."),
        _ => new(word, AlertStatus.Firing, new(Severity.Warning, $"unknown alarm state {word}"),
            $"NewStateValue \"{word}\" is not ALARM, OK or INSUFFICIENT_DATA; treated as firing."),
    };
}
