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

    internal Reason FirstAfterWait { get; } = new(ReasonCode.FirstAlert,
        $"First alert of a new incident, after waiting {DurationText.Of(route.WaitFor(Severity.Warning))} for others " +
        "to join.");

    internal Reason Batched { get; } = new(ReasonCode.Batched,
        $"Batched: less than {DurationText.Of(route.Interval)} after the last notification.");

    internal Reason Held { get; } = new(ReasonCode.Held, $"Held: outside {hold?.Name}.");

    internal Reason HoldReleased { get; } = new(ReasonCode.HoldReleased, $"Held until {hold?.Name} began.");

    internal Reason NoFurtherOccurrence { get; } = new(ReasonCode.NoFurtherOccurrence,
        $"No further occurrence for {DurationText.Of(route.ResolveAfter)}.");

    /// <summary>By severity: the time between reminders, and their reason.</summary>
    internal (TimeSpan After, Reason Reason)?[] Reminders { get; } =
        [.. Enum.GetValues<Severity>().Select(severity => route.RepeatFor(severity) is { } repeat
            ? (repeat, new Reason(ReasonCode.Reminder,
                $"Reminder: still firing {DurationText.Of(repeat)} after the last notification."))
            : ((TimeSpan, Reason)?)null)];
}
