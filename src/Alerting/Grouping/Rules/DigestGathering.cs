using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Grouping.Rules;

/// <summary>
/// A receiver's digest is an actor of its own: when hours begin, each group sends it what it held, and it tells all of that
/// in one message.
/// </summary>
internal static class DigestGathering
{
    private const string Prefix = "digest/";
    private const string RouteId = "digest";

    /// <summary>A night's worth: more than this is counted.</summary>
    private const int MaxAlerts = 200;

    private const int MaxShown = 50;

    private const int InDetail = 20;

    /// <summary>What a group sends to digests stands in its state until it is sent, once for each receiver.</summary>
    private const int MaxSent = 100;

    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    public static GroupAddress AddressOf(string receiver) => new(Prefix + receiver, RouteId);

    public static bool IsFor(GroupState state) =>
        state.RouteId == RouteId && state.Key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Sends what a group held to the digests of those who are to hear of it.</summary>
    public static void Send(GroupDraft group, IReadOnlyList<Incident> incidents, Func<Incident, IReadOnlyList<string>> audience)
    {
        group.Change(group.State with { Sequence = group.State.Sequence + 1 });
        var receivers = incidents.SelectMany(audience).Distinct().Where(group.Rules.TakesDigest).ToArray();
        foreach (var receiver in receivers)
        {
            var held = incidents.Where(incident => audience(incident).Contains(receiver)).ToArray();
            var alerts = held.OrderByDescending(incident => incident.IsFiring).ThenByDescending(incident => incident.Severity)
                .ThenBy(incident => incident.Alert.Name, StringComparer.Ordinal).Take(Math.Max(1, MaxSent / receivers.Length)).ToArray();
            var counted = group.State.Counted;
            var id = Fingerprint.Of($"{group.State.Key}|{group.State.Sequence}|{receiver}");
            group.Output.Send(AddressOf(receiver),
                new DigestPart(id, receiver, group.Policy!.Hold?.Name ?? "", [.. alerts.Select(TellingWriter.Shown)], held.Length - alerts.Length + counted.News + counted.Healed + counted.Resolved)
                {
                    MoreFiring = held.Count(incident => incident.IsFiring) - alerts.Count(incident => incident.IsFiring) + counted.News,
                });
        }
    }

    public static GroupStep Reduce(GroupState state, GroupMessage message, DateTimeOffset now, GroupRules rules) => message switch
    {
        DigestPart part => Gather(state, part, now, rules),
        _ when state.Digest is { } digest && digest.DueAt <= now => Tell(state, digest, now),
        _ => new GroupStep(state) { HasChanged = false },
    };

    private static GroupStep Gather(GroupState state, DigestPart part, DateTimeOffset now, GroupRules rules)
    {
        if (state.Seen.Contains(part.Id))
            return new GroupStep(state) { HasChanged = false };
        var digest = state.Digest ?? new DigestContents(part.Receiver, part.Interval, now + rules.DigestGrace);
        var fresh = part.Alerts.Where(alert => !digest.Alerts.Any(known => known.Fingerprint == alert.Fingerprint)).ToArray();
        var kept = fresh.Take(Math.Max(0, MaxAlerts - digest.Alerts.Length)).ToArray();
        return new GroupStep(state with
        {
            Seen = state.Seen.With(part.Id),
            Digest = digest with
            {
                Alerts = [.. digest.Alerts, .. kept.Select((alert, i) => StoredAlert.Cut(alert, digest.Alerts.Length + i, InDetail))],
                More = digest.More + part.More + fresh.Length - kept.Length,
                MoreFiring = digest.MoreFiring + part.MoreFiring + fresh.Count(alert => alert.IsFiring) - kept.Count(alert => alert.IsFiring),
            },
            WakeUp = digest.DueAt,
            ForgetAt = null,
        });
    }

    private static GroupStep Tell(GroupState state, DigestContents digest, DateTimeOffset now)
    {
        var shown = digest.Alerts.OrderByDescending(alert => alert.IsFiring).ThenByDescending(alert => alert.Severity)
            .ThenBy(alert => alert.Name, StringComparer.Ordinal).Take(MaxShown).ToArray();
        var id = Fingerprint.Of($"{state.Key}|{state.Sequence + 1}|{string.Join('|', shown.Select(alert => alert.Signal.EventKey))}");
        var content = new Notification
        {
            Id = id,
            Receiver = digest.Receiver,
            Route = RouteId,
            GroupKey = state.Key,
            Kind = NotificationKind.Digest,
            Reason = Reason(digest),
            At = now,
            Alerts = shown,
            More = digest.More + digest.Alerts.Length - shown.Length,
            Thread = id,
            StillFiring = Firing(digest),
        };
        return new GroupStep(state with
        {
            Sequence = state.Sequence + 1,
            Digest = null,
            WakeUp = null,
            ForgetAt = now + Memory,
            Outbox = state.Outbox with { Tellings = [.. state.Outbox.Tellings, new Telling(content, [new Addressee(digest.Receiver, id)])] },
        }) { Notifications = [content] };
    }

    private static string Reason(DigestContents digest)
    {
        var firing = Firing(digest);
        var healed = digest.Alerts.Length + digest.More - firing;
        return $"held outside {digest.Interval}: {firing} still {(firing == 1 ? "fires" : "fire")}, {healed} healed";
    }

    private static int Firing(DigestContents digest) => digest.Alerts.Count(alert => alert.IsFiring) + digest.MoreFiring;
}
