namespace Alerting.Logs.Levels;

/// <summary>
/// Decides the level of a line and why: first from Lambda's own messages, then from the level it was written with, then
/// from its content. Words alone never make it more than a warning.
/// </summary>
internal static class LevelRules
{
    public static LogLevel Decide(ref LogVerdict verdict, bool unhandled)
    {
        ref readonly var line = ref verdict.Line;
        if (line.Platform != LambdaEvent.None)
        {
            return OfPlatform(line.Platform, ref verdict);
        }

        if (line.Level is { } ownLevel)
        {
            verdict.Reason = new LevelReason("log level ", line.LevelText);
            return ownLevel;
        }

        if (line.HttpStatus > 0)
        {
            var failed = line.HttpStatus >= 500;
            verdict.Reason = new LevelReason(failed ? "HTTP status 5xx" : "HTTP status below 500");
            return failed ? LogLevel.Error : LogLevel.Info;
        }

        return OfText(ref verdict, unhandled);
    }

    private static LogLevel OfText(ref LogVerdict verdict, bool unhandled)
    {
        var exception = verdict.Line.Exception;
        if (unhandled || !exception.IsEmpty)
        {
            verdict.Reason = new LevelReason(unhandled ? "unhandled exception " : "exception ", exception);
            return LogLevel.Error;
        }

        var message = verdict.Line.Message;
        if (IsOutOfMemoryKill(message))
        {
            verdict.Reason = new LevelReason("out of memory: the kernel killed a process");
            return LogLevel.Error;
        }

        if (message.StartsWith("http: panic serving "u8))
        {
            verdict.Reason = new LevelReason("unhandled panic in a Go HTTP handler");
            return LogLevel.Error;
        }

        var word = WarningWords.Find(message);
        verdict.Reason = word.IsEmpty
            ? new LevelReason("no level and no warning words")
            : new LevelReason("no level, but contains '", word, "'");
        return word.IsEmpty ? LogLevel.Info : LogLevel.Warning;
    }

    /// <summary>The messages of the Linux kernel, as <c>dmesg</c> shows them.</summary>
    private static bool IsOutOfMemoryKill(ReadOnlySpan<byte> message) =>
        message.IndexOf("invoked oom-killer"u8) >= 0 || message.IndexOf("Out of memory: Kill"u8) >= 0
        || message.IndexOf("oom-kill:"u8) >= 0 || message.IndexOf("Memory cgroup out of memory"u8) >= 0;

    private static LogLevel OfPlatform(LambdaEvent lambdaEvent, ref LogVerdict verdict)
    {
        (var level, var text) = lambdaEvent switch
        {
            LambdaEvent.TimedOut => (LogLevel.Error, "Lambda: task timed out"),
            LambdaEvent.OutOfMemory => (LogLevel.Error, "Lambda: out of memory"),
            LambdaEvent.Exited => (LogLevel.Error, "Lambda: the runtime exited"),
            LambdaEvent.InitFailed => (LogLevel.Error, "Lambda: the function failed to start"),
            LambdaEvent.ImportFailed => (LogLevel.Error, "Lambda: the handler could not be loaded"),
            LambdaEvent.ExtensionFailed => (LogLevel.Error, "Lambda: an extension failed"),
            LambdaEvent.InvocationFailed => (LogLevel.Warning, "Lambda: invocation failed"),
            _ => (LogLevel.Info, "Lambda: routine message"),
        };
        verdict.Reason = new LevelReason(text);
        return level;
    }
}
