using Alerting.Alerts;
using Alerting.Grouping.Storage;

namespace Alerting.Grouping.Schedule;

/// <summary>When time alone changes an alert or a group.</summary>
internal static class Deadlines
{
    /// <summary>A quiet group is kept for a day, to recognise late and repeated events.</summary>
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromDays(1);

    /// <summary>When flapping ends, unless it changes before: only half the changes are within the window then.</summary>
    public static DateTimeOffset FlappingEndsAt(AlertEntry entry, GroupDraft group)
    {
        var half = group.Flapping.Changes / 2;
        return entry.Changes.Length <= half ? entry.ChangedAt : entry.Changes[^(half + 1)] + group.Flapping.Within;
    }

    /// <summary>When its changes no longer count towards flapping.</summary>
    public static DateTimeOffset ChangesExpireAt(AlertEntry entry, GroupDraft group) =>
        entry.ChangedAt + group.Flapping.Within;

    /// <summary>When it resolves without a further occurrence; null if its source sends resolved events.</summary>
    public static DateTimeOffset? ResolveAt(Alert alert, GroupDraft group) =>
        alert.Signal.Recovers || group.Policy is null ? null : group.Now + group.Policy.Route.ResolveAfter;

    public static DateTimeOffset? NextTransition(AlertEntry entry, GroupDraft group)
    {
        var stable = entry.IsFlapping ? FlappingEndsAt(entry, group) : (DateTimeOffset?)null;
        var expiry = entry.IsFiring ? entry.ResolveAt : null;
        return expiry is null || stable < expiry ? stable : expiry;
    }

    /// <summary>Lets a quiet group expire. Call when nothing is pending.</summary>
    public static void ScheduleExpiry(GroupDraft group)
    {
        if (group.HasNothingOpen)
            group.Change(group.State with { ForgetAt = group.Now + DuplicateWindow });
    }
}
