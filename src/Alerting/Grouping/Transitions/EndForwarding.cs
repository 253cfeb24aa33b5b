namespace Alerting.Grouping.Transitions;

/// <summary>
/// Sends an end on to every other group in which the alert fires: the end's labels may lead to another group or to no
/// route, but whoever was notified gets the resolution. Groups that know the event already ignore it.
/// </summary>
internal static class EndForwarding
{
    public static void Apply(AlertArrived ended, GroupDraft group)
    {
        if (!group.Before.Seen.Contains(ended.Alert.Signal.EventKey))
            TrySend(ended, group);
    }

    /// <summary>False if the alert fires in no other group.</summary>
    public static bool TrySend(AlertArrived arrived, GroupDraft group)
    {
        var here = new GroupAddress(group.Before.Key, group.Before.RouteId);
        var others = arrived.FiringIn.Where(address => address.Key != here.Key).ToArray();
        foreach (var other in others)
            group.Output.Send(other, new AlertMoved(arrived.Alert, [here]));
        if (others.Length > 0)
            group.Change(group.State);
        return others.Length > 0;
    }
}
