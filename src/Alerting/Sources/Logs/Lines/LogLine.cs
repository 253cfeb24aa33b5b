using Alerting.Alerts;

namespace Alerting.Sources.Logs.Lines;

/// <summary>
/// The fields of a log line of any format. The spans point into the line, or into the reader's buffer if the text had to be
/// unescaped, so they are valid until the next line is read.
/// </summary>
public ref struct LogLine
{
    public LogFormat Format { get; internal set; }

    public ReadOnlySpan<byte> Time { get; internal set; }

    /// <summary>The level as written: <c>ERROR</c>, <c>warn</c>, <c>50</c>, <c>W</c>.</summary>
    public ReadOnlySpan<byte> Level { get; internal set; }

    /// <summary>The severity of <see cref="Level"/>, or null if there is no level or an unknown one.</summary>
    public Severity? Severity { get; internal set; }

    public ReadOnlySpan<byte> Logger { get; internal set; }

    public ReadOnlySpan<byte> RequestId { get; internal set; }

    /// <summary>The first line without its header.</summary>
    public ReadOnlySpan<byte> Message { get; internal set; }

    /// <summary>The error, if it is separate from the message (the field <c>error</c> of JSON and logfmt).</summary>
    public ReadOnlySpan<byte> Detail { get; internal set; }

    public ReadOnlySpan<byte> Exception { get; internal set; }

    /// <summary>The lines below the message, or the field with the stack trace.</summary>
    public ReadOnlySpan<byte> Stack { get; internal set; }

    /// <summary>The HTTP status of an access log line, otherwise 0.</summary>
    public int HttpStatus { get; internal set; }

    public LambdaEvent Platform { get; internal set; }

    internal readonly bool HasLevel => Severity is not null;
}

public enum LogFormat
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

public enum LambdaEvent
{
    None,

    /// <summary>START, END, or REPORT of a successful invocation.</summary>
    Routine,
    TimedOut,
    OutOfMemory,
    Exited,
    InitFailed,
    ImportFailed,
    ExtensionFailed,

    /// <summary>REPORT of a failed invocation. The failure itself is logged on another line.</summary>
    InvocationFailed,
}
