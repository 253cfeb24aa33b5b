using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>Resolves alerts of sources without resolved events after a while without a further occurrence.</summary>
internal static class AutoResolve
{
    public static DateTimeOffset? DueAt(Alert alert, GroupDraft group) =>
        alert.Signal.Recovers || group.Policy is null ? null : group.Now + group.Policy.Route.ResolveAfter;

    public static void Resolve(AlertEntry entry, GroupDraft group)
    {
        var alert = entry.Alert with
        {
            Signal = entry.Alert.Signal with { EndsAt = entry.ResolveAt, Summary = group.Policy?.NoFurtherOccurrence.Text },
        };
        Resolution.Apply(entry, Resolution.Resolved(entry, alert, group.Now), group, group.Policy?.NoFurtherOccurrence);
    }
}
