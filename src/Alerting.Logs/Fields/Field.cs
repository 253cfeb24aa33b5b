namespace Alerting.Logs.Fields;

/// <summary>The meaning of a named field.</summary>
internal enum Field
{
    Unknown,
    Time,
    Level,

    /// <summary>A level as a word. As a number it counts only for syslog: linters and scanners number theirs too.</summary>
    Severity,

    /// <summary>.NET's name for the level.</summary>
    DotNetLevel,

    /// <summary>Python's number of the level.</summary>
    PythonLevel,

    /// <summary>Application Insights' number of the level.</summary>
    InsightsLevel,
    OpenTelemetryLevel,
    Message,

    /// <summary>OpenTelemetry's name for the message.</summary>
    Body,

    /// <summary>GELF's name for the message. Its levels are syslog's.</summary>
    GelfMessage,

    /// <summary>Syslog's other number, which shows that the severity is syslog's too.</summary>
    Facility,

    /// <summary>The process and the host, which show that a number is pino's or bunyan's level.</summary>
    Process,

    /// <summary>The message, unless there is a better field for it.</summary>
    Event,
    Logger,
    RequestId,
    Error,
    ErrorType,
    ErrorMessage,
    Stack,
    Status,

    /// <summary>An object or array that contains the fields of the line.</summary>
    Nested,

    /// <summary>OpenTelemetry's list of <c>{"key": …, "value": …}</c>.</summary>
    Attributes,
    PlatformType,

    /// <summary>The systemd journal's level, a syslog severity from 0 to 7.</summary>
    JournalLevel,

    /// <summary>MongoDB's one-letter names. They count only after a time in MongoDB's format.</summary>
    MongoTime,
    MongoLevel,
    MongoComponent,
}
