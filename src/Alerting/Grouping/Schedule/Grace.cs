using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Storage;
using Alerting.Silencing;
using Alerting.Text;

namespace Alerting.Grouping.Schedule;

/// <summary>
/// The waits on both sides of an inhibition: its end may be followed by the alert's own, and its beginning may come
/// after the alert.
/// </summary>
internal static class Grace
{
    /// <summary>The wait that is not over yet, or null.</summary>
    public static Plan? Of(AlertEntry entry, GroupDraft group)
    {
        if (entry.Pending is not (PendingNotification.Firing or PendingNotification.Flapping))
            return null;
        if (EndOf(entry, group) is not { } end)
            return AtStart(entry, group);
        return end > group.Now && Timing.KnownReason(entry, group) is { } reason
            ? new Plan(end, reason, IsGrace: true)
            : null;
    }

    /// <summary>Until when an alert waits whose inhibition ended; null if it was not inhibited.</summary>
    private static DateTimeOffset? EndOf(AlertEntry entry, GroupDraft group) =>
        entry.Mute is { IsInhibition: true }
            ? group.Now + (entry.MuteGrace ?? InhibitRule.DefaultGrace)
            : entry.GraceUntil;

    /// <summary>Only a first notification waits, and only for a rule whose grace is written.</summary>
    private static Plan? AtStart(AlertEntry entry, GroupDraft group)
    {
        if (entry is not { Phase: AlertPhase.Waiting, NotifiedReceivers.IsEmpty: true, MutedBy: null })
            return null;
        Plan? longest = null;
        for (var i = 0; i < group.Rules.Inhibit.Count; i++)
        {
            var rule = group.Rules.Inhibit[i];
            var until = entry.ChangedAt + rule.GraceAtStart;
            if (until > group.Now && !(until <= longest?.At)
                && rule.Mute.All(matcher => matcher.Matches(entry.Alert.Labels)))
            {
                longest = new Plan(until, new Reason(ReasonCode.Grace,
                    $"Waits {DurationText.Of(rule.GraceAtStart)} for an alert that may inhibit it (inhibit rule {i + 1})."),
                    IsGrace: true);
            }
        }
        return longest;
    }
}

internal static class MuteEnd
{
    /// <summary>
    /// If a change of the alert alone takes it out of its mute, which goes on: the change is the reason, and it does
    /// not wait for what recovers together.
    /// </summary>
    public static Reason? ByChange(AlertEntry known, Alert changed, GroupDraft group)
    {
        if (known.Mute is not { } mute || group.MuteOf(changed) is not null || group.MuteOf(known.Alert) is null)
            return null;
        return MuteReasons.NoLongerCovers(mute, known.Severity, changed.Severity);
    }
}
