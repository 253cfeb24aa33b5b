namespace Alerting.Grouping.Rules;

/// <summary>Opens an incident when a quiet group starts firing, and lets a quiet group expire.</summary>
internal static class IncidentLifecycle
{
    /// <summary>A quiet group is kept for a day, to recognise late and repeated events.</summary>
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromDays(1);

    /// <summary>Call before the first alert of a quiet group starts firing.</summary>
    public static void Open(GroupDraft group)
    {
        if (!group.HasNothingOpen)
            return;
        var (state, flapping) = (group.State, group.Rules.Flapping);
        var since = group.Now - flapping.Within;
        var openings = state.RecentOpenings.IsEmpty
            ? [group.Now]
            : state.RecentOpenings.Where(opening => opening > since).Append(group.Now).TakeLast(flapping.Changes).ToArray();
        group.Change(state with
        {
            OpenedAt = group.Now,
            RecentOpenings = [.. openings],
            IncidentId = state.IncidentId ?? SeenEvents.Hash($"{state.Key}|{group.Now.UtcTicks}").ToString("x16", null),
            WorstNotified = openings.Length == 1 ? null : state.WorstNotified,
            ForgetAt = null,
        });
    }

    /// <summary>Whether incidents opened so often that even pages wait for the next batch.</summary>
    public static bool OpensTooOften(GroupDraft group) =>
        group.State.RecentOpenings.Length >= group.Rules.Flapping.Changes
        && group.State.RecentOpenings[0] > group.Now - group.Rules.Flapping.Within;

    /// <summary>Call when nothing fires and nothing is pending.</summary>
    public static void ScheduleExpiry(GroupDraft group)
    {
        if (group.HasNothingOpen)
            group.Change(group.State with { ForgetAt = group.Now + DuplicateWindow });
    }
}
