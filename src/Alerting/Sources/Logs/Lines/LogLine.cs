using Alerting.Alerts;

namespace Alerting.Sources.Logs.Lines;

/// <summary>
/// What a log line says, whatever its format. The spans point into the line, or into the reader's scratch memory where the
/// text had to be unescaped: they are good until the next line is read.
/// </summary>
public ref struct LogLine
{
    public LogFormat Format { get; internal set; }

    /// <summary>The time as written; empty where there is none.</summary>
    public ReadOnlySpan<byte> Time { get; internal set; }

    /// <summary>The level as written: <c>ERROR</c>, <c>warn</c>, <c>50</c>, <c>W</c>.</summary>
    public ReadOnlySpan<byte> Level { get; internal set; }

    /// <summary>What <see cref="Level"/> means; null where the line has no level, or an unknown one.</summary>
    public Severity? Severity { get; internal set; }

    public ReadOnlySpan<byte> Logger { get; internal set; }

    public ReadOnlySpan<byte> RequestId { get; internal set; }

    /// <summary>What is left when the header is taken off: the first line of it.</summary>
    public ReadOnlySpan<byte> Message { get; internal set; }

    /// <summary>What went wrong, where it stands apart from the message (the field <c>error</c> of JSON and logfmt).</summary>
    public ReadOnlySpan<byte> Detail { get; internal set; }

    public ReadOnlySpan<byte> Exception { get; internal set; }

    /// <summary>The lines below the message, or the field that holds the stack trace.</summary>
    public ReadOnlySpan<byte> Stack { get; internal set; }

    /// <summary>The status of an HTTP access log line; 0 elsewhere.</summary>
    public int HttpStatus { get; internal set; }

    /// <summary>What the Lambda platform reports by this line.</summary>
    public LambdaEvent Platform { get; internal set; }

    internal readonly bool HasLevel => Severity is not null;
}

/// <summary>How a line was read.</summary>
public enum LogFormat
{
    /// <summary>No header was recognised: the whole line is the message.</summary>
    Plain,

    /// <summary>A header of time, level, logger and the like, then a message.</summary>
    Text,
    Json,
    Logfmt,
    Syslog,
    Access,
    Lambda,
}

/// <summary>What the Lambda platform itself says about an invocation.</summary>
public enum LambdaEvent
{
    None,

    /// <summary>START, END, REPORT of a good invocation: nothing to tell.</summary>
    Routine,
    TimedOut,
    OutOfMemory,
    Exited,
    InitFailed,
    ImportFailed,
    ExtensionFailed,

    /// <summary>REPORT of an invocation that failed; the failure has a line of its own.</summary>
    InvocationFailed,
}
