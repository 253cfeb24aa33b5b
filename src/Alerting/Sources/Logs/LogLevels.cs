using Alerting.Alerts;
using Alerting.Logs;

namespace Alerting.Sources.Logs;

/// <summary>What the level of a log line means for an alert.</summary>
public static class LogLevels
{
    public static Severity ToSeverity(this LogLevel level) => level switch
    {
        LogLevel.Critical => Severity.Critical,
        LogLevel.Error => Severity.Error,
        LogLevel.Warning => Severity.Warning,
        _ => Severity.Info,
    };
}
