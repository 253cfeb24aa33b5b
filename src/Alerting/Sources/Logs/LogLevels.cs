using Alerting.Alerts;
using Alerting.Logs;

namespace Alerting.Sources.Logs;

/// <summary>The severity of an alert by the level of its log line.</summary>
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
