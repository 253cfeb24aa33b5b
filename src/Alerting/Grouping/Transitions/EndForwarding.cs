namespace Alerting.Grouping.Transitions;

/// <summary>
/// Sends an end on to every other group in which the alert fires: the end's labels may lead to another group or to no
/// route, but whoever was notified gets the resolution. Groups that know the event already ignore it.
/// </summary>
internal static class EndForwarding
{
    public static void Apply(GroupMessage message, GroupDraft group)
    {
        if (message is not AlertArrived { Alert.IsFiring: false, FiringIn.Count: > 0 } arrived
            || group.Before.Seen.Contains(arrived.Alert.Signal.EventKey))
        {
            return;
        }
        var here = new GroupAddress(group.Before.Key, group.Before.RouteId);
        foreach (var other in arrived.FiringIn.Where(address => address.Key != here.Key))
        {
            group.Output.Send(other, new AlertMoved(arrived.Alert, [here]));
            group.Change(group.State);
        }
    }
}
