namespace Alerting.Grouping.Rules;

/// <summary>Notes when a quiet group opens and when it is quiet again. One that opens often is told in batches.</summary>
internal static class Opening
{
    /// <summary>A quiet group is remembered for a day, so that late and repeated events are recognised.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>Called before the first alert of a quiet group begins to fire.</summary>
    public static void Note(GroupDraft group)
    {
        if (!group.IsQuiet)
            return;
        var (state, flapping) = (group.State, group.Rules.Flapping);
        var since = group.Now - flapping.Within;
        var openings = state.Openings.IsEmpty
            ? [group.Now]
            : state.Openings.Where(opening => opening > since).Append(group.Now).TakeLast(flapping.Changes).ToArray();
        group.Change(state with
        {
            OpenedAt = group.Now,
            Openings = [.. openings],
            Thread = state.Thread ?? SeenEvents.Hash($"{state.Key}|{group.Now.UtcTicks}").ToString("x16", null),
            WorstTold = openings.Length == 1 ? null : state.WorstTold,
            ForgetAt = null,
        });
    }

    /// <summary>Whether it opened so often of late that even pages wait for company.</summary>
    public static bool IsTooOften(GroupDraft group) =>
        group.State.Openings.Length >= group.Rules.Flapping.Changes
        && group.State.Openings[0] > group.Now - group.Rules.Flapping.Within;

    /// <summary>Called when nothing fires and nothing is left to tell.</summary>
    public static void Forget(GroupDraft group)
    {
        if (group.IsQuiet)
            group.Change(group.State with { ForgetAt = group.Now + Memory });
    }
}
