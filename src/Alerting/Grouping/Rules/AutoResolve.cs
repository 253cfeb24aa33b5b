using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>What never says that it is over is over after a while without a new occurrence.</summary>
internal static class AutoResolve
{
    public static DateTimeOffset? After(Alert alert, GroupDraft group) =>
        alert.Signal.Recovers || group.Policy is null ? null : group.Now + group.Policy.Route.ResolveAfter;

    public static void End(AlertEntry entry, GroupDraft group)
    {
        var alert = entry.Alert with
        {
            Signal = entry.Alert.Signal with { EndsAt = entry.ResolveAt, Summary = group.Policy?.Expired },
        };
        Resolution.Of(entry, Resolution.Resolved(entry, alert, group.Now), group, endReason: group.Policy?.Expired.TrimEnd('.'));
    }
}
