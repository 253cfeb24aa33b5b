using System.Buffers.Text;
using Alerting.Logs.Bytes;

namespace Alerting.Logs.Systems;

/// <summary>Reads the lines that the Lambda service writes into a function's log.</summary>
/// <remarks>
/// Text: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html. JSON:
/// https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html. The text form has no message for
/// running out of memory, only a report with all memory used and an error.
/// </remarks>
internal static class LambdaPlatform
{
    /// <summary>Reads a line that starts with one of the service's own phrases. False for any other line.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, ref LogLine line)
    {
        if (text[0] is not ((byte)'S' or (byte)'E' or (byte)'R' or (byte)'I' or (byte)'X' or (byte)'L' or (byte)'T'))
        {
            return false;
        }

        var lambdaEvent = EventOf(text);
        if (lambdaEvent == LambdaEvent.None)
        {
            return false;
        }

        line.Format = LogFormat.Lambda;
        line.Platform = lambdaEvent;
        line.Message = text;
        line.Report = ReportOf(text);
        var id = text.IndexOf("RequestId: "u8);
        if (id >= 0 && text.Length >= id + 47 && RequestIds.IsUuid(text.Slice(id + 11, 36)))
        {
            line.RequestId = text.Slice(id + 11, 36);
            line.Message = id == 0 ? WithoutRequest(text[47..]) : text;
        }

        return true;
    }

    /// <summary>
    /// The runtime's message without the request before it: <c>RequestId: … Error: Runtime exited …</c>
    /// </summary>
    private static ReadOnlySpan<byte> WithoutRequest(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)' ');
        return text.StartsWith("Error: "u8) ? text[7..] : text;
    }

    private static LambdaReportKind ReportOf(ReadOnlySpan<byte> text) =>
        text.StartsWith("REPORT RequestId: "u8) ? LambdaReportKind.Invocation
        : text.StartsWith("INIT_REPORT "u8) || text.StartsWith("RESTORE_REPORT "u8) ? LambdaReportKind.Start
        : LambdaReportKind.None;

    /// <summary>Recognises messages of the service that follow a header of time and request id.</summary>
    public static LambdaEvent FromMessage(ReadOnlySpan<byte> message, ReadOnlySpan<byte> exception)
    {
        if (message.Length > 0 && message[0] == 'T' && message.StartsWith("Task timed out after "u8))
        {
            return LambdaEvent.TimedOut;
        }

        return exception.StartsWith("Runtime."u8) ? FromErrorType(exception) : LambdaEvent.None;
    }

    public static void ReadJson(ReadOnlySpan<byte> type, ReadOnlySpan<byte> status, ref LogLine line)
    {
        line.Format = LogFormat.Lambda;
        line.Report = type.SequenceEqual("platform.report"u8) ? LambdaReportKind.Invocation
            : type.SequenceEqual("platform.initReport"u8) || type.SequenceEqual("platform.restoreReport"u8)
                ? LambdaReportKind.Start
            : LambdaReportKind.None;
        var errorType = line.Exception;
        line.Exception = default;
        var failed = status.SequenceEqual("error"u8) || status.SequenceEqual("failure"u8);
        line.Platform = type switch
        {
            _ when type.SequenceEqual("platform.fault"u8) => LambdaEvent.Exited,
            _ when (type.SequenceEqual("platform.initReport"u8) || type.SequenceEqual("platform.restoreReport"u8))
                && failed => LambdaEvent.InitFailed,
            _ when (type.SequenceEqual("platform.initReport"u8) || type.SequenceEqual("platform.restoreReport"u8))
                && status.SequenceEqual("timeout"u8) => LambdaEvent.InitTimedOut,
            _ when type.SequenceEqual("platform.extension"u8) && !errorType.IsEmpty => LambdaEvent.ExtensionFailed,
            _ when !type.SequenceEqual("platform.report"u8) => LambdaEvent.Routine,
            _ when status.SequenceEqual("timeout"u8) => LambdaEvent.TimedOut,
            _ when !failed => LambdaEvent.Routine,
            _ => FromErrorType(errorType) is not LambdaEvent.None and var lambdaEvent
                ? lambdaEvent
                : LambdaEvent.InvocationFailed,
        };
        line.Level = null;
        if (line.Message.IsEmpty)
        {
            line.Message = Title(line.Platform, type);
            line.Detail = line.Platform == LambdaEvent.Routine ? default : errorType;
        }
    }

    /// <summary>JSON events have only a type and a status, so this adds a readable message.</summary>
    private static ReadOnlySpan<byte> Title(LambdaEvent lambdaEvent, ReadOnlySpan<byte> type) => lambdaEvent switch
    {
        LambdaEvent.TimedOut => "Task timed out"u8,
        LambdaEvent.OutOfMemory => "Out of memory"u8,
        LambdaEvent.Exited => "Runtime exited with error"u8,
        LambdaEvent.InitFailed => "The function failed to start"u8,
        LambdaEvent.InitTimedOut => "The function started slowly"u8,
        LambdaEvent.ImportFailed => "The handler could not be loaded"u8,
        LambdaEvent.ExtensionFailed => "An extension failed"u8,
        LambdaEvent.InvocationFailed => "Invocation failed"u8,
        _ => type,
    };

    private static LambdaEvent EventOf(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("REPORT RequestId: "u8))
        {
            return EventOfReport(text);
        }

        if (text.StartsWith("EXTENSION\t"u8))
        {
            var state = Value(text, "State: "u8);
            state = state[..Math.Max(0, state.IndexOf((byte)'\t') is >= 0 and var tab ? tab : state.Length)];
            var failed = state.EndsWith("Failed"u8) || state.EndsWith("Error"u8) || text.IndexOf("Error Type: "u8) >= 0;
            return failed ? LambdaEvent.ExtensionFailed : LambdaEvent.Routine;
        }

        if (text.StartsWith("INIT_REPORT "u8) || text.StartsWith("RESTORE_REPORT "u8))
        {
            return text.IndexOf("Status: error"u8) >= 0 ? LambdaEvent.InitFailed
                : text.IndexOf("Status: timeout"u8) >= 0 ? LambdaEvent.InitTimedOut
                : LambdaEvent.Routine;
        }

        if (text.StartsWith("RequestId: "u8))
        {
            return text.IndexOf("Task timed out"u8) >= 0 ? LambdaEvent.TimedOut
                : text.IndexOf("Process exited before completing"u8) >= 0 || text.IndexOf("Runtime exited"u8) >= 0
                  || text.IndexOf("Runtime.ExitError"u8) >= 0 || text.IndexOf("Runtime.InvalidEntrypoint"u8) >= 0
                      ? LambdaEvent.Exited
                : text.EndsWith("Extension.Crash"u8) ? LambdaEvent.ExtensionFailed
                : LambdaEvent.None;
        }

        if (text.StartsWith("Task timed out after "u8))
        {
            return LambdaEvent.TimedOut;
        }

        return IsRoutine(text) ? LambdaEvent.Routine : LambdaEvent.None;
    }

    private static bool IsRoutine(ReadOnlySpan<byte> text) =>
        text.StartsWith("START RequestId: "u8) || text.StartsWith("END RequestId: "u8)
            || text.StartsWith("INIT_START "u8)
        || text.StartsWith("XRAY TraceId: "u8) || text.StartsWith("RESTORE_START "u8)
        || text.StartsWith("LOGS\tName: "u8) || text.StartsWith("TELEMETRY\tName: "u8);

    private static LambdaEvent EventOfReport(ReadOnlySpan<byte> text)
    {
        var status = Value(text, "Status: "u8);
        if (status.StartsWith("timeout"u8))
        {
            return LambdaEvent.TimeoutReported;
        }

        if (!status.StartsWith("error"u8) && !status.StartsWith("failure"u8))
        {
            return LambdaEvent.Routine;
        }

        var size = Number(text, "\tMemory Size: "u8);
        var isFull = size > 0 && Number(text, "Max Memory Used: "u8) >= size;
        return isFull || Value(text, "Error Type: "u8).StartsWith("Runtime.OutOfMemory"u8)
            ? LambdaEvent.OutOfMemory
            : LambdaEvent.InvocationFailed;
    }

    private static LambdaEvent FromErrorType(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.StartsWith("Runtime.OutOfMemory"u8) => LambdaEvent.OutOfMemory,
        _ when type.StartsWith("Runtime.ImportModuleError"u8) || type.StartsWith("Runtime.HandlerNotFound"u8)
            || type.StartsWith("Runtime.UserCodeSyntaxError"u8) || type.StartsWith("Runtime.MalformedHandlerName"u8) =>
                LambdaEvent.ImportFailed,
        _ when type.StartsWith("Runtime.ExitError"u8) || type.StartsWith("Runtime.InvalidEntrypoint"u8)
            || type.StartsWith("Runtime.Unknown"u8) => LambdaEvent.Exited,
        _ => LambdaEvent.None,
    };

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at < 0 ? default : text[(at + name.Length)..];
    }

    private static int Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        Utf8Parser.TryParse(Value(text, name), out int number, out _) ? number : 0;
}
