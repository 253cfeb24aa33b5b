namespace Alerting.Grouping.Rules;

/// <summary>Notes when a quiet group opens and when it is quiet again. One that opens often is told in batches.</summary>
internal static class IncidentLifecycle
{
    /// <summary>A quiet group is remembered for a day, so that late and repeated events are recognised.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>Called before the first alert of a quiet group begins to fire.</summary>
    public static void Note(GroupDraft group)
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

    /// <summary>Whether it opened so often of late that even pages wait for company.</summary>
    public static bool IsTooOften(GroupDraft group) =>
        group.State.RecentOpenings.Length >= group.Rules.Flapping.Changes
        && group.State.RecentOpenings[0] > group.Now - group.Rules.Flapping.Within;

    /// <summary>Called when nothing fires and nothing is left to tell.</summary>
    public static void Forget(GroupDraft group)
    {
        if (group.HasNothingOpen)
            group.Change(group.State with { ForgetAt = group.Now + Memory });
    }
}
