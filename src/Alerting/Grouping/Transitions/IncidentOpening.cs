using Alerting.Alerts;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Grouping.Transitions;

/// <summary>A quiet group that starts firing opens an incident.</summary>
internal static class IncidentOpening
{
    /// <summary>Call before the alert starts firing.</summary>
    /// <param name="moved">An incident that goes on here.</param>
    public static void Apply(Alert first, GroupDraft group, Incident? moved = null)
    {
        if (!group.HasNothingOpen)
            return;
        var (state, flapping) = (group.State, group.Flapping);
        var since = group.Now - flapping.Within;
        var openings = state.RecentOpenings.IsEmpty
            ? [group.Now]
            : state.RecentOpenings.Where(opening => opening > since).Append(group.Now).TakeLast(flapping.Changes)
                .ToArray();
        var id = state.IncidentId ?? (moved is { Id.Length: > 0 } ? moved.Id : group.Rules.AssumesNotified
            ? IncidentIds.OfVersion1(state.Key, first) : IncidentIds.Of(state.Key, first));
        group.Change(state with
        {
            OpenedAt = moved?.OpenedAt ?? group.Now,
            RecentOpenings = [.. openings],
            IncidentId = id,
            // With an end that waits for its notification, the incident goes on.
            Incident = state.Incident is { IsOver: false } open && open.Id == id ? open
                : moved is null ? new Incident(id, group.Now) : moved with { Id = id },
            MovedTo = null,
            WorstNotified = openings.Length == 1 ? null : state.WorstNotified,
            ForgetAt = null,
        });
    }
}
