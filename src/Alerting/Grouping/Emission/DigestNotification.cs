using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Grouping.Emission;

/// <summary>Writes what a digest gathered: of one group like the group itself, of several as one notification.</summary>
internal static class DigestNotification
{
    private const string SeveralRoutes = "digest";
    private const int MaxListed = 50;
    private const int MaxIncidents = 200;

    /// <summary>Adds the group that sent a part.</summary>
    public static DigestContents From(DigestSource source, DigestContents contents)
    {
        var incidents = contents.Incidents ?? [];
        if (incidents.Count < MaxIncidents && !incidents.Contains(source.IncidentId))
            contents = contents with { Incidents = [.. incidents, source.IncidentId] };
        if (contents.Source is not { } first || (!contents.SpansGroups && first.GroupKey == source.GroupKey))
            return contents with { Source = source };
        var isSame = first.Reason == source.Reason;
        return contents with
        {
            SpansGroups = true,
            Source = first with
            {
                Route = first.Route == source.Route ? first.Route : SeveralRoutes,
                Reason = isSame ? first.Reason : CommonReason(contents.Cause),
            },
        };
    }

    public static NotificationBatch Of(DigestContents contents, GroupState state, long sequence, DateTimeOffset now)
    {
        var isHeld = contents.Cause == DigestCause.HoldReleased;
        var group = contents.SpansGroups ? null : contents.Source;
        var sorted = contents.Alerts.OrderByDescending(alert => alert.IsFiring)
            .ThenByDescending(alert => alert.Severity).ThenBy(alert => alert.Name, StringComparer.Ordinal).ToArray();
        var shown = sorted.Take(group is null ? MaxListed : NotificationFactory.MaxAlerts).ToArray();
        var id = Fingerprint.Of(
            $"{state.Key}|{sequence}|{string.Join('|', shown.Select(alert => alert.Signal.EventKey))}");
        var content = new Notification
        {
            Id = id,
            Receiver = contents.Receiver,
            Route = contents.Source?.Route ?? SeveralRoutes,
            GroupKey = group?.GroupKey ?? state.Key,
            Kind = KindOf(contents),
            Reason = contents.Source?.Reason ?? HeldReason(contents),
            Code = contents.Source?.Code ?? ReasonCode.HoldReleased,
            At = now,
            Alerts = shown,
            More = contents.Count - shown.Length,
            Unlisted = FingerprintSet.Of(sorted.Skip(shown.Length)
                .Where(alert => alert.IsFiring || !isHeld).Select(alert => alert.Fingerprint)),
            IncidentId = group?.IncidentId ?? id,
            StillFiring = group?.StillFiring ?? contents.FiringCount,
            IsNotForPagers = !isHeld,
            SpansGroups = !isHeld && group is null,
            Incidents = contents.SpansGroups ? contents.Incidents : null,
            Sequence = group is not null && contents.Groups is [var only]
                ? only.Sequence : now.ToUnixTimeMilliseconds(),
            Parts = group is null ? contents.Groups : null,
        };
        return new NotificationBatch(content, [new Recipient(contents.Receiver, id)]);
    }

    private static NotificationKind KindOf(DigestContents contents) => contents.Cause switch
    {
        DigestCause.HoldReleased => NotificationKind.Digest,
        DigestCause.Reminder => NotificationKind.Reminder,
        DigestCause.Resolved => NotificationKind.Resolved,
        _ when contents.Count >= NotificationEmitter.StormSize => NotificationKind.Storm,
        _ => NotificationKind.Firing,
    };

    private static string CommonReason(DigestCause cause) => cause switch
    {
        DigestCause.Reminder => "Reminder: still firing.",
        DigestCause.Resolved => "Resolved.",
        _ => "No longer silenced or inhibited; still firing.",
    };

    private static string HeldReason(DigestContents digest)
    {
        var counts = NotificationTitle.Counts(
            digest.FiringCount, digest.Count - digest.FiringCount, digest.Alerts);
        return $"Held outside {digest.Interval}: {counts}.";
    }
}
