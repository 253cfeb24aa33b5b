using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Routing;

namespace Alerting.Grouping;

/// <summary>Whether a notification waits for the hours its route names.</summary>
/// <param name="Until">When the hours begin; null when it goes out now.</param>
public sealed record HoldDecision(DateTimeOffset? Until, string Reason)
{
    public static HoldDecision Of(Route route, Severity severity, AlertingConfig config, DateTimeOffset now)
    {
        if (route.Hold is not { } name)
            return new HoldDecision(null, "the route holds nothing");
        if (severity.IsPage())
            return new HoldDecision(null, $"{severity.Name()} is never held");
        var interval = config.TimeIntervals[name];
        if (interval.Contains(now))
            return new HoldDecision(null, $"within {name}");
        return interval.NextOpening(now) is { } opening
            ? new HoldDecision(opening, $"outside {name}; held until it begins")
            : new HoldDecision(null, $"{name} never begins, so nothing is held for it");
    }
}
