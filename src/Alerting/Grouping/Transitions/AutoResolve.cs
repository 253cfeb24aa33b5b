using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// Ends alerts of sources without resolved events after a while without a further occurrence. Nobody knows whether they
/// recovered.
/// </summary>
internal static class AutoResolve
{
    public static void Resolve(AlertEntry entry, GroupDraft group)
    {
        var ending = group.Policy?.NoFurtherOccurrence;
        var alert = entry.Alert with
        {
            Signal = entry.Alert.Signal with
                { EndsAt = entry.ResolveAt, Summary = ending?.Reason.Text, Ending = ending },
        };
        Resolution.Apply(entry, entry.ResolvedAs(alert, group.Now), group);
    }
}
