using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Grouping.Emission;

/// <summary>
/// Sends a group's parts to the digests of its receivers. Pagers keep an incident for each group, so they are notified
/// directly.
/// </summary>
internal sealed class DigestSender(GroupDraft group)
{
    /// <summary>Limits the outbox, which stores the parts once for each receiver.</summary>
    private const int MaxSent = 100;

    /// <summary>A page released from a silence waits at most this long for others after the first.</summary>
    private static readonly TimeSpan ReleaseSpacing = TimeSpan.FromSeconds(30);

    /// <summary>No digest gathers longer, whatever happens to its wake-ups.</summary>
    private static readonly TimeSpan LongestGathering = TimeSpan.FromHours(1);

    /// <summary>Alerts held until the interval began.</summary>
    public void SendHeld(IReadOnlyList<AlertEntry> entries, Func<AlertEntry, IReadOnlyList<string>> recipients)
    {
        var overflow = group.State.Overflow;
        Send(entries, recipients, overflow.PendingCount, receiver => new DigestPart(
            "", receiver, group.Policy!.Hold?.Name ?? "", [],
            group.SendsAnyResolved(receiver) ? overflow.Recovered + overflow.Resolved : 0) { IsWoken = true });
    }

    public void Send(
        DigestCause cause, NotificationKind kind, IReadOnlyList<AlertEntry> entries,
        Func<AlertEntry, IReadOnlyList<string>> recipients, Reason reason, int more = 0)
    {
        new NotificationFactory(group) { IsForPagers = true }.Write(
            kind, entries, entry => [.. recipients(entry).Where(group.Rules.HasPager)], reason, more);
        var source = new DigestSource(
            group.State.Key, Route,
            group.State.IncidentId ?? group.State.Key, reason.Text, reason.Code,
            group.State.OpenCount + group.State.OverflowFiring);
        var spacing = group.Rules.CannotWait || entries.Any(entry => entry.HasMoved)
            ? TimeSpan.Zero : SpacingOf(cause, entries);
        Send(entries, recipients, cause == DigestCause.Resolved ? 0 : more, receiver => new DigestPart(
            "", receiver, "", [], cause == DigestCause.Resolved ? more : 0)
        {
            Cause = cause, Source = source, Spacing = spacing, IsWoken = group.ConcernsOthers,
            Known = cause == DigestCause.MuteEnded ? Known(entries, receiver) : null,
        });
    }

    /// <summary>
    /// These alerts are notified in another way now, so what the digests have not sent about them yet is outdated.
    /// </summary>
    public void Withdraw(IReadOnlyList<AlertEntry> entries, Predicate<string>? receivers = null)
    {
        var fingerprints = Gathered(entries).Select(entry => entry.Fingerprint).ToArray();
        Correct(entries, receivers, part => part with { Withdrawn = fingerprints });
    }

    public void Withdraw(AlertEntry entry, Predicate<string>? receivers = null) => Withdraw([entry], receivers);

    /// <summary>If the alert's end waits in the digests, it reads like this now.</summary>
    public void Restate(AlertEntry entry, Alert end, Predicate<string> receivers) =>
        Correct([entry], receivers, part => part with { Restated = [end] });

    private AlertEntry[] Gathered(IReadOnlyList<AlertEntry> entries) =>
        [.. entries.Where(entry => entry.GatheredAt + LongestGathering > group.Now)];

    private void Correct(
        IReadOnlyList<AlertEntry> entries, Predicate<string>? receivers, Func<DigestPart, DigestPart> correction)
    {
        var to = Gathered(entries)
            .SelectMany(entry => group.ReceiversOf(entry).Union(entry.NotifiedReceivers)).Distinct()
            .Where(receiver => group.Rules.TakesDigest(receiver) && receivers?.Invoke(receiver) != false).ToArray();
        if (to.Length == 0)
            return;
        group.Advance();
        foreach (var receiver in to)
        {
            group.Output.Send(GroupAddress.OfDigest(receiver),
                Numbered(correction(new DigestPart(IdFor(receiver), receiver, "", [], 0))));
        }
    }

    private static string[]? Known(IReadOnlyList<AlertEntry> entries, string receiver) =>
        entries.Any(entry => entry.NotifiedReceivers.Contains(receiver))
            ? [.. entries.Where(entry => entry.NotifiedReceivers.Contains(receiver)).Select(entry => entry.Fingerprint)]
            : null;

    private TimeSpan SpacingOf(DigestCause cause, IReadOnlyList<AlertEntry> entries)
    {
        var interval = group.Policy?.Route.Interval ?? TimeSpan.Zero;
        var longest = cause switch
        {
            DigestCause.MuteEnded => ReleaseSpacing,
            // A reminder must not wait for the next but one.
            DigestCause.Reminder => entries.Min(entry => group.Policy?.Reminders[(int)entry.Severity]?.After / 4)
                ?? TimeSpan.Zero,
            _ => interval,
        };
        return longest < interval ? longest : interval;
    }

    private void Send(
        IReadOnlyList<AlertEntry> entries, Func<AlertEntry, IReadOnlyList<string>> recipients, int moreFiring,
        Func<string, DigestPart> partOf)
    {
        group.Advance();
        var receivers = entries.SelectMany(recipients).Distinct().Where(group.Rules.TakesDigest).ToArray();
        foreach (var receiver in receivers)
        {
            var all = entries.Where(entry => recipients(entry).Contains(receiver)).ToArray();
            var listed = all.OrderByDescending(entry => entry.IsFiring).ThenByDescending(entry => entry.Severity)
                .ThenBy(entry => entry.Alert.Name, StringComparer.Ordinal).Take(Math.Max(1, MaxSent / receivers.Length))
                .ToArray();
            var part = partOf(receiver);
            group.Output.Send(GroupAddress.OfDigest(receiver), Numbered(part) with
            {
                Id = IdFor(receiver),
                Alerts = [.. listed.Select(NotificationFactory.AlertOf)],
                More = part.More + all.Length - listed.Length + moreFiring,
                MoreFiring = all.Count(entry => entry.IsFiring) - listed.Count(entry => entry.IsFiring) + moreFiring,
            });
        }
    }

    private DigestPart Numbered(DigestPart part) => part with
    {
        Group = Fingerprint.Of(group.State.Key), Sequence = group.State.Order, Route = Route,
    };

    private string Route => group.Policy?.Route.Display ?? group.State.RouteId;

    private string IdFor(string receiver) => Fingerprint.Of($"{group.State.Key}|{group.State.Sequence}|{receiver}");
}
