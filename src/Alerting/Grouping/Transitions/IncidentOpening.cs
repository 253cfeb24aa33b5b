using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Grouping.Transitions;

/// <summary>A quiet group that starts firing opens an incident.</summary>
internal static class IncidentOpening
{
    /// <summary>Call before the alert starts firing.</summary>
    public static void Apply(Alert first, GroupDraft group)
    {
        if (!group.HasNothingOpen)
            return;
        var (state, flapping) = (group.State, group.Flapping);
        var since = group.Now - flapping.Within;
        var openings = state.RecentOpenings.IsEmpty
            ? [group.Now]
            : state.RecentOpenings.Where(opening => opening > since).Append(group.Now).TakeLast(flapping.Changes)
                .ToArray();
        group.Change(state with
        {
            OpenedAt = group.Now,
            RecentOpenings = [.. openings],
            IncidentId = state.IncidentId ?? (group.Rules.AssumesNotified
                ? IncidentIds.OfVersion1(state.Key, first) : IncidentIds.Of(state.Key, first)),
            WorstNotified = openings.Length == 1 ? null : state.WorstNotified,
            ForgetAt = null,
        });
    }
}
