using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Transitions;

/// <summary>
/// An alert becomes less severe than its receivers know it, and stays in its group: they are notified, as of a further
/// alert. If it becomes as severe again before that, there is nothing to say.
/// </summary>
internal static class SeverityFall
{
    public static AlertEntry Apply(AlertEntry known, Alert alert, GroupDraft group)
    {
        if (known is { IsFlapping: true } or { NotifiedReceivers.IsEmpty: true })
            return known;
        if (IsOver(known, alert, group))
        {
            return known.MutedAs(null) with
                { Pending = PendingNotification.None, IsHeld = false, MuteGrace = null, GraceUntil = null };
        }
        return known.Pending == PendingNotification.None && IsFall(known, alert)
            ? known with { Pending = PendingNotification.Firing, Because = null } : known;
    }

    /// <summary>A lesser occurrence says nothing about the one before: a source without ends reports no states.</summary>
    private static bool IsFall(AlertEntry known, Alert alert) =>
        alert.Severity < known.Severity && alert.Severity < known.NotifiedSeverity
        && alert.Signal is { HasNoData: false, Recovers: true };

    private static bool IsOver(AlertEntry known, Alert alert, GroupDraft group) =>
        known.IsLessSevere && alert.Severity == known.NotifiedSeverity && known.Pending == PendingNotification.Firing
        && group.ReceiversOf(known).All(receiver => known.NotifiedReceivers.Contains(receiver));
}
