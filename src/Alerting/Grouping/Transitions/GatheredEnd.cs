using Alerting.Configuration;
using Alerting.Grouping.Emission;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// An alert fires anew in other groups while its end, or a message that it fires here, waits in a digest. Receivers of a
/// more severe alert are notified by the other group; for all others the end that waits says what the alert is now.
/// </summary>
internal static class GatheredEnd
{
    public static void Apply(AlertMoved message, AlertEntry known, GroupDraft group)
    {
        var digests = new DigestSender(group);
        var isRaised = message.Alert.Severity > known.Severity;
        if (known.IsFiring)
        {
            if (isRaised)
                digests.Withdraw(known);
            return;
        }
        var others = message.To.SelectMany(to => group.Rules.Route(to.RouteId)?.Route.To ?? []).ToHashSet();
        if (isRaised)
            digests.Withdraw(known, IsOther);
        digests.Restate(known, SeverityReroute.EndOf(message.Alert, known, group),
            receiver => !isRaised || !IsOther(receiver));

        bool IsOther(string name) => others.Contains(RecipientName.Parse(name).Receiver);
    }
}
