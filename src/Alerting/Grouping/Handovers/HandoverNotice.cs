using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Grouping.Emission;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.OnCall.Contacts;
using Alerting.Text;

namespace Alerting.Grouping.Handovers;

/// <summary>
/// What people read when a schedule is handed over while incidents are open. Nobody is woken: whoever takes over is
/// notified like of a warning, and whoever is relieved without a phone ringing. The same handover gives the same ids.
/// </summary>
public static class HandoverNotice
{
    /// <summary>Further incidents are only counted.</summary>
    public const int MaxNamed = 20;

    /// <summary>Of more, the note would be longer than the list.</summary>
    private const int MaxStands = 5;

    /// <param name="open">The incidents that are handed over; none sends nothing.</param>
    /// <param name="more">How many others are not named.</param>
    public static IReadOnlyList<Notification> Of(
        AlertingConfig config, Handover handover, IReadOnlyList<GroupState> open, int more = 0)
    {
        var named = open.OrderByDescending(group => WorstOf(group).Severity).ThenBy(group => group.OpenedAt)
            .DistinctBy(group => WorstOf(group).Fingerprint).Take(MaxNamed).ToArray();
        if (named.Length == 0)
            return [];
        var count = open.Count + more;
        var incidents = count == 1 ? "1 incident is open." : $"{count} incidents are open.";
        var takesOver = $"You are on call in {handover.Schedule} now. {incidents}";
        var isRelieved =
            $"You are no longer on call in {handover.Schedule}: {Successor(config, handover)}. {incidents}";
        var content = Content(config, handover, named, count);
        return
        [
            .. handover.TakingOver.SelectMany(person => Write(person, "to", Severity.Warning, content, takesOver)),
            .. handover.Relieved.SelectMany(
                person => Write(person, "from", Severity.Info, content with { IsQuiet = true }, isRelieved)),
        ];

        IEnumerable<Notification> Write(
            string key, string side, Severity severity, Notification content, string sentence) =>
            config.People.GetValueOrDefault(key) is not { } person ? []
                : ContactChannels.Of(person, by: null, severity, handover.At)
                    .Where(channel => !content.IsQuiet || !ChannelCatalog.IsPhone(channel))
                    .Select(channel => Addressed(
                        content, new RecipientName(handover.Schedule, key, channel).ToString(), side, sentence));
    }

    /// <summary>What the groups of the incidents learn of it.</summary>
    public static IReadOnlyList<GroupEnvelope> ForGroups(AlertingConfig config, Handover handover,
        IReadOnlyList<GroupState> open, IReadOnlyList<Notification> notices)
    {
        var text = $"{handover.Schedule} handed over from {Names(config, handover.From)} to " +
            $"{Names(config, handover.To)}.";
        string[] receivers = [.. notices.Select(notice => notice.Receiver)];
        return [.. open.Select(group => new GroupEnvelope(new GroupAddress(group.Key, group.RouteId), new HandedOver
        {
            Id = IdOf(handover), IncidentId = group.IncidentId!, At = handover.At, Text = text, Receivers = receivers,
        }))];
    }

    private static string IdOf(Handover handover) =>
        $"handover|{handover.Schedule}|{handover.At.ToUnixTimeMilliseconds()}";

    private static string Names(AlertingConfig config, IReadOnlyList<string> people) => people.Count == 0 ? "nobody"
        : Listing.Of([.. people.Select(key => config.People.GetValueOrDefault(key)?.Name ?? key)]);

    private static Notification Addressed(Notification content, string receiver, string side, string sentence)
    {
        var id = Fingerprint.Of($"{content.Id}|{side}|{receiver}");
        return content with
        {
            Id = id,
            BatchId = Fingerprint.Of($"{content.Id}|{side}"),
            IncidentId = id,
            Receiver = receiver,
            Reason = sentence,
            Note = $"{sentence} {content.Note}".TrimEnd(),
        };
    }

    private static Notification Content(
        AlertingConfig config, Handover handover, GroupState[] named, int count) => new()
    {
        Id = IdOf(handover),
        Receiver = "",
        Route = handover.Schedule,
        // Mails are threaded by it.
        GroupKey = count == 1 ? named[0].Key : $"handover/{handover.Schedule}",
        Kind = NotificationKind.Digest,
        Reason = "",
        Code = ReasonCode.HandedOver,
        At = handover.At,
        Alerts = [.. named.Select(group => NotificationFactory.AlertOf(WorstOf(group)))],
        More = count - named.Length,
        SpansGroups = true,
        StillFiring = count,
        Sequence = handover.At.ToUnixTimeMilliseconds(),
        Incidents = [.. named.Select(group => group.IncidentId!)],
        IncidentOf = named.ToDictionary(group => WorstOf(group).Fingerprint, group => group.IncidentId!),
        IsNotForPagers = true,
        Note = named.Length > MaxStands ? null
            : string.Join(' ', named.Select(group => StandOf(group, config, handover.At))),
    };

    /// <summary>"#k7f: Acknowledged by Ann (02:14 GMT) until 03:14 GMT."</summary>
    private static string StandOf(GroupState group, AlertingConfig config, DateTimeOffset now)
    {
        var incident = group.Incident ?? new Incident(group.IncidentId!, group.OpenedAt ?? now);
        return $"{incident.Code}: {IncidentText.StandOf(incident, config.TimeZone, now)}";
    }

    private static string Successor(AlertingConfig config, Handover handover) =>
        $"{Names(config, handover.To)} {(handover.To.Count > 1 ? "are" : "is")}";

    private static AlertEntry WorstOf(GroupState group) =>
        group.Entries.Where(entry => entry is { IsFiring: true, NotifiedReceivers.IsEmpty: false })
            .OrderByDescending(entry => entry.Severity).ThenBy(entry => entry.Since).First();
}
