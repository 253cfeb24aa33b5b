using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>Resolves alerts of sources without resolved events after a while without a further occurrence.</summary>
internal static class AutoResolve
{
    public static void Resolve(AlertEntry entry, GroupDraft group)
    {
        var alert = entry.Alert with
        {
            Signal = entry.Alert.Signal with
                { EndsAt = entry.ResolveAt, Summary = group.Policy?.NoFurtherOccurrence.Text },
        };
        Resolution.Apply(entry, entry.ResolvedAs(alert, group.Now), group, group.Policy?.NoFurtherOccurrence);
    }
}
