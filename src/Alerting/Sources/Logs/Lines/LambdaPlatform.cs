using System.Buffers.Text;

namespace Alerting.Sources.Logs.Lines;

/// <summary>What the Lambda service itself writes into a function's log.</summary>
/// <remarks>
/// Text: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html. JSON:
/// https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html. Out of memory has no word of its own in the text
/// form: the report shows all memory used and an error.
/// </remarks>
internal static class LambdaPlatform
{
    /// <summary>Lines that begin with the platform's own words. True when the line is one of them.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, ref LogLine line)
    {
        if (text[0] is not ((byte)'S' or (byte)'E' or (byte)'R' or (byte)'I' or (byte)'X' or (byte)'L' or (byte)'T'))
        {
            return false;
        }

        var fact = FactOf(text);
        if (fact == PlatformFact.None)
        {
            return false;
        }

        line.Format = LogFormat.Lambda;
        line.Platform = fact;
        line.Message = text;
        var id = text.IndexOf("RequestId: "u8);
        if (id >= 0 && text.Length >= id + 47 && RequestIds.IsUuid(text.Slice(id + 11, 36)))
        {
            line.RequestId = text.Slice(id + 11, 36);
        }

        return true;
    }

    /// <summary>Facts that come behind a header of time and request id.</summary>
    public static PlatformFact FromMessage(ReadOnlySpan<byte> message, ReadOnlySpan<byte> exception)
    {
        if (message.Length > 0 && message[0] == 'T' && message.StartsWith("Task timed out after "u8))
        {
            return PlatformFact.TimedOut;
        }

        return exception.StartsWith("Runtime."u8) ? FromErrorType(exception) : PlatformFact.None;
    }

    public static void ReadJson(ReadOnlySpan<byte> type, ReadOnlySpan<byte> status, ref LogLine line)
    {
        line.Format = LogFormat.Lambda;
        var errorType = line.Exception;
        line.Exception = default;
        var failed = status.SequenceEqual("error"u8) || status.SequenceEqual("failure"u8);
        line.Platform = type switch
        {
            _ when type.SequenceEqual("platform.fault"u8) => PlatformFact.Exited,
            _ when (type.SequenceEqual("platform.initReport"u8) || type.SequenceEqual("platform.restoreReport"u8)) && (failed || status.SequenceEqual("timeout"u8)) => PlatformFact.InitFailed,
            _ when type.SequenceEqual("platform.extension"u8) && !errorType.IsEmpty => PlatformFact.ExtensionFailed,
            _ when !type.SequenceEqual("platform.report"u8) => PlatformFact.Routine,
            _ when status.SequenceEqual("timeout"u8) => PlatformFact.TimedOut,
            _ when !failed => PlatformFact.Routine,
            _ => FromErrorType(errorType) is var fact && fact == PlatformFact.None ? PlatformFact.InvocationFailed : fact,
        };
        line.Severity = null;
        if (line.Message.IsEmpty)
        {
            line.Message = Title(line.Platform, type);
            line.Detail = line.Platform == PlatformFact.Routine ? default : errorType;
        }
    }

    /// <summary>The service gives a type and a status; people want it said.</summary>
    private static ReadOnlySpan<byte> Title(PlatformFact fact, ReadOnlySpan<byte> type) => fact switch
    {
        PlatformFact.TimedOut => "Task timed out"u8,
        PlatformFact.OutOfMemory => "Out of memory"u8,
        PlatformFact.Exited => "Runtime exited with error"u8,
        PlatformFact.InitFailed => "The function failed to start"u8,
        PlatformFact.ImportFailed => "The handler could not be loaded"u8,
        PlatformFact.ExtensionFailed => "An extension failed"u8,
        PlatformFact.InvocationFailed => "Invocation failed"u8,
        _ => type,
    };

    private static PlatformFact FactOf(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("REPORT RequestId: "u8))
        {
            return OfReport(text);
        }

        if (text.StartsWith("EXTENSION\t"u8))
        {
            var state = Value(text, "State: "u8);
            state = state[..Math.Max(0, state.IndexOf((byte)'\t') is >= 0 and var tab ? tab : state.Length)];
            return state.EndsWith("Failed"u8) || state.EndsWith("Error"u8) || text.IndexOf("Error Type: "u8) >= 0 ? PlatformFact.ExtensionFailed : PlatformFact.Routine;
        }

        if (text.StartsWith("INIT_REPORT "u8) || text.StartsWith("RESTORE_REPORT "u8))
        {
            return text.IndexOf("Status: error"u8) >= 0 || text.IndexOf("Status: timeout"u8) >= 0 ? PlatformFact.InitFailed : PlatformFact.Routine;
        }

        if (text.StartsWith("RequestId: "u8))
        {
            return text.IndexOf("Task timed out"u8) >= 0 ? PlatformFact.TimedOut
                : text.IndexOf("Process exited before completing"u8) >= 0 || text.IndexOf("Runtime exited"u8) >= 0
                  || text.IndexOf("Runtime.ExitError"u8) >= 0 || text.IndexOf("Runtime.InvalidEntrypoint"u8) >= 0 ? PlatformFact.Exited
                : PlatformFact.None;
        }

        if (text.StartsWith("Task timed out after "u8))
        {
            return PlatformFact.TimedOut;
        }

        return IsRoutine(text) ? PlatformFact.Routine : PlatformFact.None;
    }

    private static bool IsRoutine(ReadOnlySpan<byte> text) =>
        text.StartsWith("START RequestId: "u8) || text.StartsWith("END RequestId: "u8) || text.StartsWith("INIT_START "u8)
        || text.StartsWith("XRAY TraceId: "u8) || text.StartsWith("RESTORE_START "u8) || text.StartsWith("LOGS\tName: "u8) || text.StartsWith("TELEMETRY\tName: "u8);

    private static PlatformFact OfReport(ReadOnlySpan<byte> text)
    {
        var status = Value(text, "Status: "u8);
        // "Task timed out" stands on a line of its own and tells it.
        if (!status.StartsWith("error"u8) && !status.StartsWith("failure"u8))
        {
            return PlatformFact.Routine;
        }

        var size = Number(text, "\tMemory Size: "u8);
        var isFull = size > 0 && Number(text, "Max Memory Used: "u8) >= size;
        return isFull || Value(text, "Error Type: "u8).StartsWith("Runtime.OutOfMemory"u8) ? PlatformFact.OutOfMemory : PlatformFact.InvocationFailed;
    }

    private static PlatformFact FromErrorType(ReadOnlySpan<byte> type) => type switch
    {
        _ when type.StartsWith("Runtime.OutOfMemory"u8) => PlatformFact.OutOfMemory,
        _ when type.StartsWith("Runtime.ImportModuleError"u8) || type.StartsWith("Runtime.HandlerNotFound"u8)
            || type.StartsWith("Runtime.UserCodeSyntaxError"u8) || type.StartsWith("Runtime.MalformedHandlerName"u8) => PlatformFact.ImportFailed,
        _ when type.StartsWith("Runtime.ExitError"u8) || type.StartsWith("Runtime.InvalidEntrypoint"u8)
            || type.StartsWith("Runtime.Unknown"u8) => PlatformFact.Exited,
        _ => PlatformFact.None,
    };

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at < 0 ? default : text[(at + name.Length)..];
    }

    private static int Number(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name) =>
        Utf8Parser.TryParse(Value(text, name), out int number, out _) ? number : 0;
}
