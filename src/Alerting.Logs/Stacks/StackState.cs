namespace Alerting.Logs.Stacks;

/// <summary>Which lines may continue the text so far.</summary>
internal enum StackState
{
    Unknown,

    /// <summary>An ordinary line. Only lines that make no sense alone continue it.</summary>
    Line,

    /// <summary>The header of .NET's console logger. The message follows, indented.</summary>
    ConsoleHeader,

    /// <summary>The source location that Node and others print above an uncaught exception.</summary>
    SourceLocation,

    /// <summary>A line that logs a failure. Its exception may follow at once.</summary>
    Failure,

    /// <summary>An exception or a frame. More of the stack trace may follow.</summary>
    Stack,

    /// <summary>A Python traceback, which ends with the line that names the exception.</summary>
    Traceback,

    /// <summary>A traceback that has named its exception. Only the announcement of another may continue it.</summary>
    TracebackEnded,

    /// <summary>A report of a sanitizer or of Erlang.</summary>
    Report,

    /// <summary>A sentence announced the traceback of a follow-up exception.</summary>
    TracebackChained,
}
