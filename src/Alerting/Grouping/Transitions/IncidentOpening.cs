using Alerting.Alerts;
using Alerting.Incidents;
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
        var id = state.IncidentId ?? (group.Rules.AssumesNotified
            ? IncidentIds.OfVersion1(state.Key, first) : IncidentIds.Of(state.Key, first));
        group.Change(state with
        {
            OpenedAt = group.Now,
            RecentOpenings = [.. openings],
            IncidentId = id,
            // With an end that waits for its notification, the incident goes on.
            Incident = state.Incident is { IsOver: false } open && open.Id == id ? open : new Incident(id, group.Now),
            WorstNotified = openings.Length == 1 ? null : state.WorstNotified,
            ForgetAt = null,
        });
    }
}
