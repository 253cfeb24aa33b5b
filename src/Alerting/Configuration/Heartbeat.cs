using Alerting.Alerts;
using Alerting.Routing;

namespace Alerting.Configuration;

/// <summary>A signal expected at least every <paramref name="Every"/>; its absence fires an alert.</summary>
/// <param name="Grace">How much later it may come.</param>
public sealed record Heartbeat(string Name, TimeSpan Every, TimeSpan Grace)
{
    public static TimeSpan DefaultGrace { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Null if the configuration names none.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Alerts that count as this heartbeat while they fire, such as Alertmanager's Watchdog.</summary>
    public IReadOnlyList<Matcher> Match { get; init; } = [];

    /// <summary>When its absence fires.</summary>
    public DateTimeOffset DueAfter(DateTimeOffset last) => last + Every + Grace;
}

/// <summary>Names that stand in a URL: <c>/heartbeat/nightly-backup</c>.</summary>
public static class HeartbeatNames
{
    public const int Longest = 100;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
