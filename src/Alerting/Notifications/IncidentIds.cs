using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Notifications;

/// <summary>
/// The id of an incident: of its group and of when its first alert started, by the alert's source. So a page sent without
/// the group's state has the same id.
/// </summary>
internal static class IncidentIds
{
    /// <summary>
    /// No hexadecimal digit: other ids are of incidents that version 1 opened, which have the key of their group on pagers.
    /// </summary>
    private const char First = 'i';

    public static string Of(string groupKey, Alert first) => First + OfVersion1(groupKey, first)[1..];

    /// <summary>
    /// For a process without stored state: an end must find the incident in the pager, and only the group's key is known
    /// then.
    /// </summary>
    public static string OfVersion1(string groupKey, Alert first) =>
        Fingerprint.Of($"{groupKey}|{StartOf(first)}");

    /// <summary>Whether services find the incident by this id; if not, by the key of its group.</summary>
    public static bool IsKey(string id) => id.Length == 16 && id[0] == First;

    /// <summary>The key of an event without a time is its own.</summary>
    private static string StartOf(Alert first) =>
        (first.StartsAt ?? first.Signal.OccurredAt)?.UtcTicks.ToString(CultureInfo.InvariantCulture)
        ?? first.Signal.EventKey;
}
