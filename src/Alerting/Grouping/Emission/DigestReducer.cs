using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Grouping.Emission;

/// <summary>
/// Each receiver's digest is an actor of its own: when the interval begins, every group sends it what it held, and it
/// sends all of that as one notification.
/// </summary>
internal static class DigestReducer
{
    private const string Prefix = "digest/";
    private const string RouteId = "digest";

    /// <summary>Alerts beyond this are only counted.</summary>
    private const int MaxAlerts = 200;

    private const int MaxListed = 50;

    private const int InDetail = 20;

    /// <summary>Limits the outbox, which stores the parts once for each receiver.</summary>
    private const int MaxSent = 100;

    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromDays(1);

    public static GroupAddress AddressOf(string receiver) => new(Prefix + receiver, RouteId);

    public static bool IsFor(GroupState state) =>
        state.RouteId == RouteId && state.Key.StartsWith(Prefix, StringComparison.Ordinal);

    public static void Send(GroupDraft group, IReadOnlyList<AlertEntry> entries,
        Func<AlertEntry, IReadOnlyList<string>> recipients)
    {
        group.Change(group.State with { Sequence = group.State.Sequence + 1 });
        var receivers = entries.SelectMany(recipients).Distinct().Where(group.Rules.TakesDigest).ToArray();
        foreach (var receiver in receivers)
        {
            var held = entries.Where(entry => recipients(entry).Contains(receiver)).ToArray();
            var alerts = held.OrderByDescending(entry => entry.IsFiring).ThenByDescending(entry => entry.Severity)
                .ThenBy(entry => entry.Alert.Name, StringComparer.Ordinal).Take(Math.Max(1, MaxSent / receivers.Length))
                .ToArray();
            var overflow = group.State.Overflow;
            var id = Fingerprint.Of($"{group.State.Key}|{group.State.Sequence}|{receiver}");
            var more = held.Length - alerts.Length + overflow.PendingCount + overflow.Recovered + overflow.Resolved;
            group.Output.Send(AddressOf(receiver),
                new DigestPart(id, receiver, group.Policy!.Hold?.Name ?? "",
                    [.. alerts.Select(NotificationFactory.AlertOf)], more)
                {
                    MoreFiring = held.Count(entry => entry.IsFiring) - alerts.Count(entry => entry.IsFiring) +
                        overflow.PendingCount,
                });
        }
    }

    public static GroupStep Reduce(GroupState state, GroupMessage message, DateTimeOffset now, GroupRules rules) =>
        message switch
    {
        DigestPart part => Gather(state, part, now, rules),
        _ when state.Digest is { } digest && digest.DueAt <= now => Notify(state, digest, now),
        _ => new GroupStep(state) { HasChanged = false },
    };

    private static GroupStep Gather(GroupState state, DigestPart part, DateTimeOffset now, GroupRules rules)
    {
        if (state.Seen.Contains(part.Id))
            return new GroupStep(state) { HasChanged = false };
        var digest = state.Digest ?? new DigestContents(part.Receiver, part.Interval, now + rules.DigestGrace);
        var fresh = part.Alerts.Where(alert => !digest.Alerts.Any(known => known.Fingerprint == alert.Fingerprint))
            .ToArray();
        var kept = fresh.Take(Math.Max(0, MaxAlerts - digest.Alerts.Length)).ToArray();
        return new GroupStep(state with
        {
            Seen = state.Seen.With(part.Id),
            Digest = digest with
            {
                Alerts = [.. digest.Alerts,
                    .. kept.Select((alert, i) => StoredAlert.Cut(alert, digest.Alerts.Length + i, InDetail))],
                More = digest.More + part.More + fresh.Length - kept.Length,
                MoreFiring = digest.MoreFiring + part.MoreFiring +
                    fresh.Count(alert => alert.IsFiring) - kept.Count(alert => alert.IsFiring),
            },
            WakeUp = digest.DueAt,
            ForgetAt = null,
        });
    }

    private static GroupStep Notify(GroupState state, DigestContents digest, DateTimeOffset now)
    {
        var sorted = digest.Alerts.OrderByDescending(alert => alert.IsFiring).ThenByDescending(alert => alert.Severity)
            .ThenBy(alert => alert.Name, StringComparer.Ordinal).ToArray();
        var shown = sorted.Take(MaxListed).ToArray();
        var id = Fingerprint.Of(
            $"{state.Key}|{state.Sequence + 1}|{string.Join('|', shown.Select(alert => alert.Signal.EventKey))}");
        var content = new Notification
        {
            Id = id,
            Receiver = digest.Receiver,
            Route = RouteId,
            GroupKey = state.Key,
            Kind = NotificationKind.Digest,
            Reason = ReasonOf(digest),
            Code = ReasonCode.HoldReleased,
            At = now,
            Alerts = shown,
            More = digest.More + digest.Alerts.Length - shown.Length,
            Unlisted = FingerprintSet.Of(
                sorted.Skip(MaxListed).Where(alert => alert.IsFiring).Select(alert => alert.Fingerprint)),
            IncidentId = id,
            StillFiring = Firing(digest),
        };
        return new GroupStep(state with
        {
            Sequence = state.Sequence + 1,
            Digest = null,
            WakeUp = null,
            ForgetAt = now + DuplicateWindow,
            Outbox = state.Outbox with { Batches =
                [.. state.Outbox.Batches, new NotificationBatch(content, [new Recipient(digest.Receiver, id)])] },
        }) { Notifications = [content] };
    }

    private static string ReasonOf(DigestContents digest)
    {
        var firing = Firing(digest);
        var recovered = digest.Alerts.Length + digest.More - firing;
        return $"Held outside {digest.Interval}: {firing} still firing, {recovered} recovered.";
    }

    private static int Firing(DigestContents digest) =>
        digest.Alerts.Count(alert => alert.IsFiring) + digest.MoreFiring;
}
