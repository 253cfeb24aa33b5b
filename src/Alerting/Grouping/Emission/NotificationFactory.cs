using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Grouping.Emission;

/// <summary>Builds notifications. Receivers of the same alerts share a batch.</summary>
internal sealed class NotificationFactory(GroupDraft group)
{
    /// <summary>More than any channel can show; the others are counted.</summary>
    public const int MaxAlerts = 25;

    /// <summary>True if channels other than pagers get these alerts in a digest.</summary>
    public bool IsForPagers { get; init; }

    /// <summary>
    /// True if nobody was notified of its events before. A page then gets its id from the events alone: sent without the
    /// group's state, it has the same.
    /// </summary>
    public bool IsFirstOfItsEvents { get; init; }

    /// <summary>What it says beside its alerts.</summary>
    public string? Note { get; init; }

    /// <summary>True if no phone rings for it.</summary>
    public bool IsQuiet { get; init; }

    public void Write(
        NotificationKind kind, IReadOnlyList<AlertEntry> entries, Func<AlertEntry, IReadOnlyList<string>> recipients,
        Reason reason, int more = 0)
    {
        var notified = new List<(string Receiver, List<AlertEntry> Entries)>();
        foreach (var entry in entries)
        {
            foreach (var receiver in recipients(entry))
            {
                if (Of(receiver, notified) is var of && (of.Count == 0 || !ReferenceEquals(of[^1], entry)))
                    of.Add(entry);
            }
        }
        foreach (var same in notified.GroupBy(each => each.Entries, SameEntries.Instance))
            Write(kind, same.Key, [.. same.Select(each => each.Receiver)], reason, more);
    }

    /// <summary>The alert with its start and number of occurrences over the whole incident.</summary>
    public static Alert AlertOf(AlertEntry entry) => entry.Alert with
    {
        Signal = entry.Alert.Signal with { StartsAt = entry.IsSinceUnknown ? null : entry.Since, Count = entry.Count },
    };

    private void Write(NotificationKind kind, List<AlertEntry> entries, List<string> receivers, Reason reason, int more)
    {
        var sorted = entries.OrderByDescending(entry => entry.Severity)
            .ThenBy(entry => entry.Alert.Name, StringComparer.Ordinal).ToArray();
        var shown = sorted.Take(MaxAlerts).Select(AlertOf).ToArray();
        group.Advance();
        var events = string.Join('|', shown.Select(alert => alert.Signal.EventKey));
        var isPage = IsFirstOfItsEvents && sorted[0].Severity.IsPage();
        var id = $"{group.State.Key}|{kind.Name()}|{(isPage ? "page" : $"{group.State.Sequence}")}|{events}";
        var content = new Notification
        {
            Id = "",
            BatchId = Fingerprint.Of(id),
            Receiver = "",
            Route = group.Policy?.Route.Display ?? group.State.RouteId,
            GroupKey = group.State.Key,
            Kind = kind,
            Reason = reason.Text,
            Code = reason.Code,
            At = group.Now,
            Alerts = shown,
            More = entries.Count - shown.Length + more,
            Unlisted = sorted.Length > MaxAlerts
                ? FingerprintSet.Of(sorted.Skip(MaxAlerts).Select(entry => entry.Fingerprint)) : default,
            IncidentId = group.State.IncidentId ?? group.State.Key,
            Sequence = group.State.Order,
            Stand = kind == NotificationKind.Resolved || group.State.IncidentId is null ? null
                : IncidentStand.Of(group.Incident, group.Policy?.Route.Escalate is not null),
            AlsoCloses = kind == NotificationKind.Resolved ? PagedAlone() : null,
            AlsoOpened = kind == NotificationKind.Firing && group.IsRetried ? PagedAlone(entries) : null,
            IsForPagers = IsForPagers,
            IsQuiet = IsQuiet,
            Note = Note,
            StillFiring = group.State.OpenCount + group.State.OverflowFiring,
        };
        group.Output.Notify(new NotificationBatch(content,
            [.. receivers.Select(receiver => new Recipient(receiver, Fingerprint.Of($"{receiver}|{id}")))]));
    }

    /// <summary>
    /// Of all that ended, because an earlier end may come too late to be sent. Alerts that started at the same moment share
    /// one id, which stays open until the last of them ends.
    /// </summary>
    private string[]? PagedAlone()
    {
        var (ended, open) = (new List<string>(), new List<string>());
        foreach (var entry in group.Entries)
            (entry.IsFiring ? open : ended).AddRange(entry.AllPagedAs);
        string[] ids = [.. ended.Distinct().Except(open)];
        return ids.Length > 0 ? ids : null;
    }

    private static string[]? PagedAlone(List<AlertEntry> entries)
    {
        string[] ids = [.. entries.Select(entry => entry.PagedAs).OfType<string>().Distinct()];
        return ids.Length > 0 ? ids : null;
    }

    /// <summary>One that two receivers stand for on the same channel gets it once.</summary>
    private static List<AlertEntry> Of(string receiver, List<(string Receiver, List<AlertEntry> Entries)> notified)
    {
        foreach (var each in notified)
        {
            if (each.Receiver == receiver || RecipientName.IsSame(each.Receiver, receiver))
                return each.Entries;
        }
        notified.Add((receiver, []));
        return notified[^1].Entries;
    }

    private sealed class SameEntries : IEqualityComparer<List<AlertEntry>>
    {
        public static SameEntries Instance { get; } = new();

        public bool Equals(List<AlertEntry>? x, List<AlertEntry>? y) =>
            x!.Count == y!.Count && x.Zip(y).All(pair => ReferenceEquals(pair.First, pair.Second));

        public int GetHashCode(List<AlertEntry> obj) => obj.Count;
    }
}

/// <summary>
/// Selects the receivers of each notification. Only receivers notified of a firing get its resolution.
/// </summary>
internal sealed class RecipientSelector(GroupDraft group)
{
    private static readonly Reason OthersNotified =
        new(ReasonCode.OtherGroup, "Suppressed: every receiver was notified by another group.");

    /// <summary>
    /// All if nobody was notified, the severity changed, or the alert flaps: it may have been notified as resolved since.
    /// Otherwise those not yet notified.
    /// </summary>
    public IReadOnlyList<string> OfFiring(AlertEntry entry)
    {
        var all = group.ReceiversOf(entry);
        if (entry.NotifiedReceivers.IsEmpty || entry.NotifiedSeverity is null
            || entry.Severity != entry.NotifiedSeverity || entry.IsFlapping)
        {
            return all;
        }
        return OfJoined(entry);
    }

    /// <summary>Receivers that joined the route since the alert was notified.</summary>
    public IReadOnlyList<string> OfJoined(AlertEntry entry) =>
        [.. group.ReceiversOf(entry).Where(receiver => !Knows(entry, receiver))];

    /// <summary>
    /// Whoever was notified, except people who went off call since. Whom an escalation asked is not of the route.
    /// </summary>
    public IReadOnlyList<string> OfReminder(AlertEntry entry) =>
        [.. OfRouteReminder(entry).Where(name => Reminding.Reminds(name, entry, group))];

    private IEnumerable<string> OfRouteReminder(AlertEntry entry)
    {
        if (entry.NotifiedReceivers.All(name => RecipientName.Parse(name).Person is null))
            return entry.NotifiedReceivers;
        var people = group.ReceiversOf(entry).Select(Of).ToHashSet();
        return entry.NotifiedReceivers.Where(name => RecipientName.Parse(name).Person is null
            || people.Contains(Of(name)) || group.Policy?.Route.To.Contains(Of(name).Receiver) != true);

        static (string Receiver, string? Person) Of(string name) =>
            RecipientName.Parse(name) is var recipient ? (recipient.Receiver, recipient.Person) : default;
    }

    /// <summary>Whether it was notified, a person perhaps on another channel than now.</summary>
    public static bool Knows(AlertEntry entry, string name)
    {
        if (entry.NotifiedReceivers.Contains(name))
            return true;
        var recipient = RecipientName.Parse(name);
        return recipient.Person is not null && entry.NotifiedReceivers.Any(known =>
            RecipientName.Parse(known) is var other
            && (other.Receiver, other.Person) == (recipient.Receiver, recipient.Person));
    }

    /// <summary>Everybody notified reads that nobody is on call, so that somebody mends the schedule.</summary>
    public Reason WithGaps(Reason reason, IReadOnlyList<AlertEntry> entries)
    {
        var gaps = entries.SelectMany(entry => group.RecipientsOf(entry.Severity, entry.ExcludedReceivers).Gaps)
            .Select(gap => gap.Reason.Text).Distinct().ToArray();
        return gaps.Length == 0 ? reason : reason with { Text = string.Join(' ', gaps.Prepend(reason.Text)) };
    }

    /// <summary>Says why nobody of a receiver was notified.</summary>
    public void DecideGaps(AlertEntry entry)
    {
        foreach (var (receiver, reason) in group.RecipientsOf(entry.Severity, entry.ExcludedReceivers).Gaps)
            group.Output.Decide(entry.Fingerprint, [receiver], DecisionAction.Suppress, reason, group.Now);
    }

    public IReadOnlyList<string> OfResolved(AlertEntry entry)
    {
        string[] handed = OfHandover(entry, group);
        return handed.Length == 0 && entry.NotifiedReceivers.All(receiver => group.SendsResolved(receiver, entry))
            ? entry.NotifiedReceivers
            : [.. entry.NotifiedReceivers.Concat(handed).Where(receiver => group.SendsResolved(receiver, entry))];
    }

    /// <summary>Whoever read of it only in a notice of a handover.</summary>
    public static string[] OfHandover(AlertEntry entry, GroupDraft group) =>
        group.State.Incident is not { HandedAt: { } at, HandedTo: { } names } || entry.Since > at ? []
            : [.. names.Where(name => group.Rules.HasReceiver(name)
                && !entry.NotifiedReceivers.Any(known => RecipientName.IsSame(known, name)))];

    public IReadOnlyList<string> OfDigest(AlertEntry entry) => entry.Pending switch
    {
        PendingNotification.Resolved => OfResolved(entry),
        PendingNotification.Recovered =>
            [.. group.ReceiversOf(entry)
                .Where(receiver => group.SendsResolved(receiver, entry) && group.Rules.TakesDigest(receiver))],
        PendingNotification.None => [.. entry.NotifiedReceivers.Union(OfJoined(entry))],
        _ => OfFiring(entry),
    };

    /// <summary>Records that the receivers are notified, or that another group notified them all.</summary>
    public void Decide(AlertEntry entry, IReadOnlyList<string> receivers, Reason reason)
    {
        if (receivers.Count > 0)
        {
            group.Output.Decide(entry.Fingerprint, receivers, DecisionAction.Notify, reason, group.Now);
        }
        else if (entry.Pending != PendingNotification.Resolved)
        {
            group.Output.Decide(entry.Fingerprint, group.ReceiversOf(entry), DecisionAction.Suppress,
                OthersNotified, group.Now);
        }
    }
}
