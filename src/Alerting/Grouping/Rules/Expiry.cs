using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>What never says that it is over is over after a while without a new occurrence.</summary>
internal static class Expiry
{
    public static DateTimeOffset? After(Alert alert, GroupDraft group) =>
        alert.Signal.Recovers || group.Policy is null ? null : group.Now + group.Policy.Route.ResolveAfter;

    public static void End(Incident incident, GroupDraft group)
    {
        var alert = incident.Alert with
        {
            Signal = incident.Alert.Signal with { EndsAt = incident.ResolveAt, Summary = group.Policy?.Expired },
        };
        Ending.Of(incident, Ending.Resolved(incident, alert, group.Now), group, because: group.Policy?.Expired.TrimEnd('.'));
    }
}
