using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// Sends a firing alert on to the group of the same route in which it fires or flaps already: its title changed, but its
/// key did not, so it is not a second incident.
/// </summary>
internal static class OpenElsewhere
{
    private static readonly Reason Fetched = new(
        ReasonCode.OtherGroup, "Suppressed: the group of a removed route knows it, and hands it over if it is open.");

    private static readonly Reason Continues = new(
        ReasonCode.OtherGroup, "Suppressed: it is open under another name, and that incident goes on.");

    /// <summary>False if it is open in this group, or in no other of the route.</summary>
    public static bool TrySend(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        if (known is not (null or { IsOpen: false, Pending: PendingNotification.None }))
            return false;
        var before = group.Before;
        // The index may be late: what ended here only now fires here again.
        if (message.FiringIn.Any(address => address.Key == before.Key))
            return false;
        var other = message.FiringIn.FirstOrDefault(address => address.RouteId == before.RouteId);
        if (other is null || Closes(other, message.Alert, group))
            return false;
        group.Output.Send(other, message with { IsSentOn = true, FiringIn = [] });
        group.Change(group.State);
        group.Suppress(message.Alert, Continues);
        return true;
    }

    /// <summary>
    /// An alert that is open in the group of a removed route, which has not noticed yet, comes back from there with all that
    /// is known of it. One that a person closed there comes back only if it starts anew.
    /// </summary>
    public static bool TryFetch(AlertArrived message, AlertEntry? known, GroupDraft group)
    {
        if (known is { IsOpen: true } || message is { Hops: > 0 } or { IsSentOn: true }
            || message.FiringIn.Any(address => address.Key == group.Before.Key)
            || message.FiringIn.FirstOrDefault(address => group.Rules.Route(address.RouteId) is null) is not { } other)
        {
            return false;
        }
        group.Output.Send(other, message with { FiringIn = [] });
        group.Change(group.State);
        group.Suppress(message.Alert, Fetched);
        return true;
    }

    /// <summary>Whether the other group hands the alert over to this one, because its severity changed.</summary>
    private static bool Closes(GroupAddress other, Alert alert, GroupDraft group) =>
        group.Rules.Addressing.Address(new TracedAlert(alert), group.Rules.Router.Match(alert), group.Now)
            .Any(envelope => envelope.Message is AlertMoved && envelope.To.Key == other.Key);
}
