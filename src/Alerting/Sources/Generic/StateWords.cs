namespace Alerting.Sources.Generic;

/// <summary>Words that monitoring systems use for firing and resolved.</summary>
internal static class StateWords
{
    private static readonly HashSet<string> ResolvedWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "resolved", "resolve", "ok", "okay", "closed", "close", "recovered", "recovery", "cleared", "clear", "normal",
        "healthy", "up", "green", "fixed", "ended", "inactive", "success", "succeeded", "successful", "completed",
        "passing", "passed", "available", "online",
    };

    private static readonly HashSet<string> FiringWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "firing", "alerting", "alarm", "alert", "problem", "triggered", "trigger", "open", "opened", "active", "new",
        "down", "failed", "failure", "failing", "error", "critical", "warning", "warn", "degraded", "unhealthy",
            "red",
        "yellow", "unavailable", "offline", "pending", "started", "acknowledged",
            "timeout",
    };

    /// <summary>The source does not know the state.</summary>
    private static readonly HashSet<string> NoDataWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "nodata", "no data", "no_data", "no-data", "insufficient data", "insufficient_data", "insufficientdata",
        "missing", "missing data", "missing_data", "unknown", "undetermined",
    };

    /// <summary>For states such as <c>Execution Failed</c>.</summary>
    private static readonly string[] FiringEndings = [" failed", " failure", " error", " timeout"];

    public static bool IsKnown(string word) => IsResolved(word) || FiringWords.Contains(word.Trim()) || HasNoData(word)
        || (word.Length <= 40
            && Array.Exists(FiringEndings, last => word.TrimEnd().EndsWith(last, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Finished, with or without success.</summary>
    public static bool IsFinished(string? word) => word?.Trim().ToUpperInvariant() is "COMPLETED" or "ENDED";

    /// <summary>Neither firing nor resolved.</summary>
    public static bool HasNoData(string? word) => word is not null && NoDataWords.Contains(word.Trim());

    public static bool IsResolved(string? word) => word is not null && ResolvedWords.Contains(word.Trim());
}
