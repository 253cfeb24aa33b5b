using Alerting.Alerts;
using Alerting.Routing;

namespace Alerting.Grouping;

/// <summary>Reasons, given by more than one rule, for which nobody is notified.</summary>
internal static class Suppression
{
    public static readonly Reason Duplicate = new(ReasonCode.Duplicate, "Suppressed: duplicate event.");

    public static readonly Reason Older =
        new(ReasonCode.Stale, "Suppressed: older than the latest event of this alert.");

    public static Reason ByNullRoute(Route route) =>
        new(ReasonCode.NullRoute, $"Suppressed: route \"{route.Display}\" notifies nobody.");

    public static readonly Reason BeforeNotified =
        new(ReasonCode.NeverNotified, "Suppressed: resolved before anyone was notified.");
}
