namespace Alerting.Logs;

/// <summary>How severe a line is, the least first: the levels of all loggers map onto these four.</summary>
public enum LogLevel
{
    Info,
    Warning,
    Error,
    Critical,
}
