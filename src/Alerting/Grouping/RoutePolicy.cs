using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Routing;
using Alerting.Text;

namespace Alerting.Grouping;

/// <summary>A route with its hold and with the reasons that are the same for each of its alerts.</summary>
public sealed class RoutePolicy(Route route, TimeInterval? hold)
{
    public Route Route => route;

    /// <summary>The interval outside which the route holds notifications; null if it holds none.</summary>
    public TimeInterval? Hold => hold;

    internal string FirstAfterWaitReason { get; } =
        $"First alert of a new incident, after waiting {DurationText.Of(route.WaitFor(Severity.Warning))} for others to join.";

    internal string BatchedReason { get; } =
        $"Batched: less than {DurationText.Of(route.Interval)} after the last notification.";

    internal string HeldReason { get; } = $"Held: outside {hold?.Name}.";

    internal string ReleasedReason { get; } = $"Held until {hold?.Name} began.";

    /// <summary>By severity: the time between reminders, and their reason.</summary>
    internal (TimeSpan After, string Reason)?[] Reminders { get; } =
        [.. Enum.GetValues<Severity>().Select(severity => route.RepeatFor(severity) is { } repeat
            ? (repeat, $"Reminder: still firing {DurationText.Of(repeat)} after the last notification.")
            : ((TimeSpan, string)?)null)];

    internal string ExpiredReason { get; } = $"No further occurrence for {DurationText.Of(route.ResolveAfter)}.";
}
