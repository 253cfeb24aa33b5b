using Alerting.Alerts;
using Alerting.Sources.Logs.Lines;

namespace Alerting.Sources.Logs;

/// <summary>
/// Decides the severity of a line and why: first from Lambda's own messages, then from the line's level, then from its
/// content. Words alone never make it more than a warning.
/// </summary>
internal static class LogSeverity
{
    public static Severity Decide(ref LogVerdict verdict, bool unhandled)
    {
        ref readonly var line = ref verdict.Line;
        if (line.Platform != LambdaEvent.None)
        {
            return OfPlatform(line.Platform, ref verdict);
        }

        if (line.Severity is { } ownSeverity)
        {
            verdict.Reason = new LogReason("log level ", line.Level);
            return ownSeverity;
        }

        if (line.HttpStatus > 0)
        {
            var failed = line.HttpStatus >= 500;
            verdict.Reason = new LogReason(failed ? "HTTP status 5xx" : "HTTP status below 500");
            return failed ? Severity.Error : Severity.Info;
        }

        return OfText(ref verdict, unhandled);
    }

    private static Severity OfText(ref LogVerdict verdict, bool unhandled)
    {
        var exception = verdict.Line.Exception;
        if (unhandled || !exception.IsEmpty)
        {
            verdict.Reason = new LogReason(unhandled ? "unhandled exception " : "exception ", exception);
            return Severity.Error;
        }

        var message = verdict.Line.Message;
        if (IsOutOfMemoryKill(message))
        {
            verdict.Reason = new LogReason("out of memory: the kernel killed a process");
            return Severity.Error;
        }

        if (message.StartsWith("http: panic serving "u8))
        {
            verdict.Reason = new LogReason("unhandled panic in a Go HTTP handler");
            return Severity.Error;
        }

        var word = WarningWords.Find(message);
        verdict.Reason = word.IsEmpty ? new LogReason("no level and no warning words") : new LogReason("no level, but contains '", word, "'");
        return word.IsEmpty ? Severity.Info : Severity.Warning;
    }

    /// <summary>The messages of the Linux kernel, as <c>dmesg</c> shows them.</summary>
    private static bool IsOutOfMemoryKill(ReadOnlySpan<byte> message) =>
        message.IndexOf("invoked oom-killer"u8) >= 0 || message.IndexOf("Out of memory: Kill"u8) >= 0
        || message.IndexOf("oom-kill:"u8) >= 0 || message.IndexOf("Memory cgroup out of memory"u8) >= 0;

    private static Severity OfPlatform(LambdaEvent lambdaEvent, ref LogVerdict verdict)
    {
        (var severity, var text) = lambdaEvent switch
        {
            LambdaEvent.TimedOut => (Severity.Error, "Lambda: task timed out"),
            LambdaEvent.OutOfMemory => (Severity.Error, "Lambda: out of memory"),
            LambdaEvent.Exited => (Severity.Error, "Lambda: the runtime exited"),
            LambdaEvent.InitFailed => (Severity.Error, "Lambda: the function failed to start"),
            LambdaEvent.ImportFailed => (Severity.Error, "Lambda: the handler could not be loaded"),
            LambdaEvent.ExtensionFailed => (Severity.Error, "Lambda: an extension failed"),
            LambdaEvent.InvocationFailed => (Severity.Warning, "Lambda: invocation failed"),
            _ => (Severity.Info, "Lambda: routine message"),
        };
        verdict.Reason = new LogReason(text);
        return severity;
    }
}
