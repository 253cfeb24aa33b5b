using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Grouping;

/// <summary>
/// The id of an incident: of its group and of when its first alert started, by the alert's source. So a page sent without
/// the group's state has the same id.
/// </summary>
internal static class IncidentIds
{
    public static string Of(string groupKey, Alert first) => Fingerprint.Of($"{groupKey}|{StartOf(first)}");

    /// <summary>The key of an event without a time is its own.</summary>
    private static string StartOf(Alert first) =>
        (first.StartsAt ?? first.Signal.OccurredAt)?.UtcTicks.ToString(CultureInfo.InvariantCulture)
        ?? first.Signal.EventKey;
}
