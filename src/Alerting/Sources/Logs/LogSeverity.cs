using Alerting.Alerts;
using Alerting.Sources.Logs.Lines;

namespace Alerting.Sources.Logs;

/// <summary>
/// How severe a line is and why. What the platform knows comes first, then the line's own level, then what it is evidently
/// about; words alone never wake anybody.
/// </summary>
internal static class LogSeverity
{
    public static Severity Judge(LogLine line, bool unhandled, out LogReason reason)
    {
        if (line.Platform != PlatformFact.None)
        {
            return OfPlatform(line.Platform, out reason);
        }

        if (line.Severity is { } said)
        {
            reason = new LogReason("log level ", line.Level);
            return said;
        }

        if (line.HttpStatus > 0)
        {
            reason = new LogReason(line.HttpStatus >= 500 ? "HTTP status of a failed request" : "HTTP status of an answered request");
            return line.HttpStatus >= 500 ? Severity.Error : Severity.Info;
        }

        return OfText(line, unhandled, out reason);
    }

    private static Severity OfText(LogLine line, bool unhandled, out LogReason reason)
    {
        if (unhandled || !line.Exception.IsEmpty)
        {
            reason = new LogReason(unhandled ? "unhandled exception " : "exception ", line.Exception);
            return Severity.Error;
        }

        if (IsOutOfMemoryKill(line.Message))
        {
            reason = new LogReason("out of memory: the kernel killed a process");
            return Severity.Error;
        }

        var word = WarningWords.Find(line.Message);
        if (word.IsEmpty)
        {
            reason = new LogReason("no level, and no word of trouble");
            return Severity.Info;
        }

        reason = new LogReason("no level: says '", word, "'");
        return Severity.Warning;
    }

    /// <summary>The kernel's own words, as <c>dmesg</c> shows them.</summary>
    private static bool IsOutOfMemoryKill(ReadOnlySpan<byte> message) =>
        message.IndexOf("invoked oom-killer"u8) >= 0 || message.IndexOf("Out of memory: Kill"u8) >= 0
        || message.IndexOf("oom-kill:"u8) >= 0 || message.IndexOf("Memory cgroup out of memory"u8) >= 0;

    private static Severity OfPlatform(PlatformFact fact, out LogReason reason)
    {
        (var severity, var text) = fact switch
        {
            PlatformFact.TimedOut => (Severity.Error, "Lambda: task timed out"),
            PlatformFact.OutOfMemory => (Severity.Error, "Lambda: out of memory"),
            PlatformFact.Exited => (Severity.Error, "Lambda: the runtime exited"),
            PlatformFact.InitFailed => (Severity.Error, "Lambda: the function failed to start"),
            PlatformFact.ImportFailed => (Severity.Error, "Lambda: the handler could not be loaded"),
            PlatformFact.InvocationFailed => (Severity.Warning, "Lambda: report of a failed invocation"),
            _ => (Severity.Info, "Lambda: routine"),
        };
        reason = new LogReason(text);
        return severity;
    }
}
