using System.Globalization;
using Alerting.Alerts;

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
            IncidentId = state.IncidentId ?? IdOf(state.Key, first),
            WorstNotified = openings.Length == 1 ? null : state.WorstNotified,
            ForgetAt = null,
        });
    }

    /// <summary>
    /// Of its group and of when its first alert started, by the alert's source. So a page sent without the group's state
    /// has the same id.
    /// </summary>
    private static string IdOf(string groupKey, Alert first) => Fingerprint.Of($"{groupKey}|{StartOf(first)}");

    /// <summary>The key of an event without a time is its own.</summary>
    private static string StartOf(Alert first) =>
        (first.StartsAt ?? first.Signal.OccurredAt)?.UtcTicks.ToString(CultureInfo.InvariantCulture)
        ?? first.Signal.EventKey;
}
