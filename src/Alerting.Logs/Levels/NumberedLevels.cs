namespace Alerting.Logs.Levels;

/// <summary>The levels of systems that count them. Each system counts in its own way.</summary>
internal static class NumberedLevels
{
    /// <summary>Syslog and GELF: 0 is an emergency, 7 is debug.</summary>
    /// <remarks>RFC 5424, 6.2.1.</remarks>
    public static LogLevel? FromSyslog(long number) => number switch
    {
        < 0 or > 7 => null,
        <= 2 => LogLevel.Critical,
        3 => LogLevel.Error,
        4 => LogLevel.Warning,
        _ => LogLevel.Info,
    };

    /// <summary>
    /// pino and bunyan: in tens from 10, which is a trace, to 60, which is fatal; own levels stand between them.
    /// </summary>
    /// <remarks>https://github.com/pinojs/pino/blob/main/docs/api.md#level-string</remarks>
    public static LogLevel? FromPino(long number) => number switch
    {
        < 10 or > 100 => null,
        <= 39 => LogLevel.Info,
        <= 49 => LogLevel.Warning,
        <= 59 => LogLevel.Error,
        _ => LogLevel.Critical,
    };

    /// <summary>.NET's enumeration, from Trace to None.</summary>
    /// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.extensions.logging.loglevel</remarks>
    public static LogLevel? FromDotNet(long number) => number switch
    {
        < 0 or > 6 => FromPino(number),
        3 => LogLevel.Warning,
        4 => LogLevel.Error,
        5 => LogLevel.Critical,
        _ => LogLevel.Info,
    };

    /// <summary>Application Insights: 0 is verbose, 4 is critical.</summary>
    /// <remarks>https://learn.microsoft.com/dotnet/api/microsoft.applicationinsights.datacontracts.severitylevel</remarks>
    public static LogLevel? FromInsights(long number) => number switch
    {
        < 0 or > 4 => null,
        2 => LogLevel.Warning,
        3 => LogLevel.Error,
        4 => LogLevel.Critical,
        _ => LogLevel.Info,
    };

    /// <summary>Python's levels: 10 is DEBUG, 50 is CRITICAL.</summary>
    /// <remarks>https://docs.python.org/3/library/logging.html#logging-levels</remarks>
    public static LogLevel? FromPython(long number) => number switch
    {
        < 0 or > 100 => null,
        < 30 => LogLevel.Info,
        < 40 => LogLevel.Warning,
        < 50 => LogLevel.Error,
        _ => LogLevel.Critical,
    };

    /// <summary>OpenTelemetry's severity number.</summary>
    /// <remarks>https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber</remarks>
    public static LogLevel? FromOpenTelemetry(long number) => number switch
    {
        < 1 or > 24 => null,
        <= 12 => LogLevel.Info,
        <= 16 => LogLevel.Warning,
        <= 20 => LogLevel.Error,
        _ => LogLevel.Critical,
    };
}
