namespace Alerting.Sources.Generic;

/// <summary>The words of monitoring systems for "it is on" and "it is over".</summary>
internal static class StateWords
{
    private static readonly HashSet<string> Over = new(StringComparer.OrdinalIgnoreCase)
    {
        "resolved", "resolve", "ok", "okay", "closed", "close", "recovered", "recovery", "cleared", "clear", "normal",
        "healthy", "up", "green", "fixed", "ended", "inactive", "success", "succeeded", "successful", "completed",
        "passing", "passed", "available", "online",
    };

    private static readonly HashSet<string> On = new(StringComparer.OrdinalIgnoreCase)
    {
        "firing", "alerting", "alarm", "alert", "problem", "triggered", "trigger", "open", "opened", "active", "new",
        "down", "failed", "failure", "failing", "error", "critical", "warning", "warn", "degraded", "unhealthy",
            "red",
        "yellow", "unavailable", "offline", "nodata", "no data", "unknown", "pending", "started", "acknowledged",
            "timeout",
    };

    /// <summary>What went wrong may say of what before: <c>Execution Failed</c>.</summary>
    private static readonly string[] OnLast = [" failed", " failure", " error", " timeout"];

    public static bool IsKnown(string word) => IsOver(word) || On.Contains(word.Trim())
        || (word.Length <= 40 && Array.Exists(OnLast, last => word.TrimEnd().EndsWith(last, StringComparison.OrdinalIgnoreCase)));

    /// <summary>It ran, which says nothing of how it ended.</summary>
    public static bool IsRunThrough(string? word) => word?.Trim().ToUpperInvariant() is "COMPLETED" or "ENDED";

    public static bool IsOver(string? word) => word is not null && Over.Contains(word.Trim());
}
