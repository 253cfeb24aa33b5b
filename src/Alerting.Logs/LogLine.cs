namespace Alerting.Logs;

/// <summary>
/// The fields of a log line of any format. The spans point into the line, or into the reader's buffer if the text had
/// to be unescaped, so they are valid until the next line is read.
/// </summary>
internal ref struct LogLine
{
    public LogFormat Format { get; set; }

    public ReadOnlySpan<byte> Time { get; set; }

    /// <summary>The level as written: <c>ERROR</c>, <c>warn</c>, <c>50</c>, <c>W</c>.</summary>
    public ReadOnlySpan<byte> LevelText { get; set; }

    /// <summary><see cref="LevelText"/> as one of four, or null if there is no level or an unknown one.</summary>
    public LogLevel? Level { get; set; }

    public ReadOnlySpan<byte> Logger { get; set; }

    public ReadOnlySpan<byte> RequestId { get; set; }

    /// <summary>The part of the program, if the header names one in brackets and no logger.</summary>
    public ReadOnlySpan<byte> Component { get; set; }

    /// <summary>The first line without its header.</summary>
    public ReadOnlySpan<byte> Message { get; set; }

    /// <summary>The error, if it is separate from the message (the field <c>error</c> of JSON and logfmt).</summary>
    public ReadOnlySpan<byte> Detail { get; set; }

    public ReadOnlySpan<byte> Exception { get; set; }

    /// <summary>The top frame, if it is on the line of the exception.</summary>
    public ReadOnlySpan<byte> Frame { get; set; }

    /// <summary>The lines below the message, or the field with the stack trace.</summary>
    public ReadOnlySpan<byte> Stack { get; set; }

    /// <summary>The HTTP status of an access log line, otherwise 0.</summary>
    public int HttpStatus { get; set; }

    public LambdaEvent Platform { get; set; }

    public AwsRecord Aws { get; set; }

    /// <summary>Whether this is Lambda's report of a start or of an invocation.</summary>
    public LambdaReportKind Report { get; set; }

    public readonly bool HasLevel => Level is not null;
}

internal enum LogFormat
{
    /// <summary>No header was recognised, so the whole line is the message.</summary>
    Plain,

    Text,
    Json,
    Logfmt,
    Syslog,
    Access,
    Lambda,
}

internal enum LambdaEvent
{
    None,

    /// <summary>START, END, or REPORT of a successful invocation.</summary>
    Routine,
    TimedOut,
    OutOfMemory,
    Exited,
    InitFailed,

    /// <summary>The start took too long. Lambda starts the function once more with the next invocation.</summary>
    InitTimedOut,
    ImportFailed,
    ExtensionFailed,

    /// <summary>REPORT of an invocation that timed out, which another line has said.</summary>
    TimeoutReported,

    /// <summary>REPORT of a failed invocation. The failure itself is logged on another line.</summary>
    InvocationFailed,
}

internal enum LambdaReportKind
{
    None,

    /// <summary>INIT_REPORT or RESTORE_REPORT.</summary>
    Start,

    /// <summary>REPORT.</summary>
    Invocation,
}
