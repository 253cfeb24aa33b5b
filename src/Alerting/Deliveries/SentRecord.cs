using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Deliveries;

/// <summary>
/// What one target was sent about the alerts of one group, so that nothing is sent after something later about the
/// same alert. Also the claims of its deliveries. Immutable; every change is pure.
/// </summary>
/// <remarks>At its largest it takes some 60 KB; with one alert, a few hundred bytes.</remarks>
public sealed record SentRecord
{
    private const int MaxSent = 100;
    private const int MaxAlerts = 2000;
    private const int MaxSending = 50;
    private const int MaxRetrying = 50;
    private const int MaxDone = 500;
    private const int MaxFailed = 20;
    private const int MaxMissed = 500;

    public static SentRecord Empty { get; } = new();

    /// <summary>The latest that was sent of each alert, in the order of their sequences.</summary>
    [JsonPropertyName("sent")]
    public IReadOnlyList<SentAlerts> Sent { get; init; } = [];

    [JsonPropertyName("sending")]
    public IReadOnlyList<SendingDelivery> Sending { get; init; } = [];

    /// <summary>What the channel failed to send and is tried again; null when nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("retrying")]
    public IReadOnlyList<RetryingDelivery>? Retrying { get; init; }

    /// <summary>The ids of what was delivered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("done")]
    public FingerprintSet Done { get; init; }

    [JsonPropertyName("failed")]
    public IReadOnlyList<FailedDelivery> Failed { get; init; } = [];

    /// <summary>Alerts whose firing could not be delivered so far.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("missed")]
    public FingerprintSet Missed { get; init; }

    /// <summary>The highest sequence there was no room for. What is not later is not sent any more.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("forgotten")]
    public long Forgotten { get; init; }

    /// <summary>The sequence of the notification that closed the incident on a pager.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonPropertyName("closed")]
    public long Closed { get; init; }

    /// <summary>Whether it may be sent now, and what of it is still true. Without a claim nothing changes.</summary>
    public (SentRecord Record, SentClaim Claim) Claim(string id, SentAlerts alerts, DateTimeOffset now)
    {
        if (Done.Contains(id) && !IsContradicted(id, alerts))
            return (InOrderOf(alerts), SentClaim.Delivered);
        if (Failed.FirstOrDefault(failed => failed.Id == id) is { Reason: var reason })
            return (this, new SentClaim.HasFailed(reason));
        if (Sending.FirstOrDefault(each => each.Until >= now && (each.Id == id || each.Alerts.Blocks(alerts)))
            is { } before)
        {
            return (this, new SentClaim.Busy(before.Id, before.Until - now));
        }
        // If the outcome of a later one is unknown, it comes again until it is known.
        var later = Sent.Concat(Sending.Where(each => each.Id != id).Select(each => each.Alerts))
            .Where(each => each.IsAfter(alerts)).ToArray();
        var outdated = alerts.Sequence <= Math.Max(Forgotten, Closed)
            ? alerts.All : later.Aggregate(default(FingerprintSet), (all, each) => all.With(each.All)).In(alerts.All);
        if (outdated.Count == alerts.All.Count && outdated.Count > 0)
            return (WithoutRetrying(id), new SentClaim.Superseded(LatestOf(alerts, later)));
        var opposites = OppositesRetried(id, alerts);
        var contradicted = opposites
            .Aggregate(default(FingerprintSet), (all, each) => all.With(each.OppositeOf(alerts))).Without(outdated);
        // The retried end says then that it fired, too.
        var record = contradicted.Count == 0 ? this : this with { Missed = WithMissed(alerts.In(contradicted)) };
        outdated = outdated.With(contradicted);
        if (outdated.Count == alerts.All.Count && outdated.Count > 0)
        {
            return (record.WithoutRetrying(id),
                new SentClaim.Superseded(opposites.MaxBy(each => each.Sequence)) { IsSent = false });
        }
        var rest = alerts.Without(outdated);
        var stillFiring = later.Concat(opposites).MaxBy(each => each.Sequence)?.StillFiring;
        return (record.Began(id, rest, now),
            new SentClaim.Mine(outdated, rest.Resolved.In(Missed), stillFiring) { Failures = FailuresOf(id) });
    }

    public SentRecord Began(string id, SentAlerts alerts, DateTimeOffset now) => this with
    {
        Sending = [.. Others(id).TakeLast(MaxSending - 1),
            new SendingDelivery(id, now + DeliveryClaim.LeaseTime, alerts)],
    };

    /// <summary>Records what was sent.</summary>
    public SentRecord Delivered(string id, SentAlerts alerts) => With(alerts).WithoutRetrying(id) with
    {
        Sending = Others(id),
        Done = Done.With([id]).Newest(MaxDone),
        Missed = Missed.Without(alerts.All),
        Closed = alerts.Closes ? Math.Max(Closed, alerts.Sequence) : Closed,
    };

    /// <summary>Records what was sent without the record. Whoever sends it again by now goes on.</summary>
    public SentRecord DeliveredLate(string id, SentAlerts alerts, DateTimeOffset ended) => Delivered(id, alerts) with
    {
        Sending = [.. Sending.Where(sending => sending.Id != id || sending.Began > ended)],
    };

    /// <summary>Allows another attempt.</summary>
    public SentRecord Released(string id) => this with
    {
        Sending = Others(id), Failed = [.. Failed.Where(failed => failed.Id != id)],
    };

    /// <summary>An attempt failed, and another one follows. The alerts that it says fire are missed so far.</summary>
    public SentRecord Retried(string id, SentAlerts alerts) => Released(id) with
    {
        Missed = WithMissed(alerts),
        Retrying = [.. (WithoutRetrying(id).Retrying ?? []).TakeLast(MaxRetrying - 1),
            new RetryingDelivery(id, FailuresOf(id) + 1, alerts)],
    };

    /// <summary>Records a final failure.</summary>
    public SentRecord FailedFor(string id, SentAlerts alerts, string reason) => WithoutRetrying(id) with
    {
        Sending = Others(id),
        Failed = [.. Failed.Where(failed => failed.Id != id).TakeLast(MaxFailed - 1), new FailedDelivery(id, reason)],
        Missed = WithMissed(alerts),
    };

    /// <summary>
    /// Adds what a process sent or began to send while the shared record was unavailable, unless something older that says
    /// the opposite has followed it or may do so: <see cref="Correction"/> has to see that.
    /// </summary>
    public SentRecord Merge(SentRecord other)
    {
        var added = other.Sent.Where(sent => !MayBeFollowed(sent)).ToArray();
        return added.Aggregate(this, (record, sent) => record.With(sent)) with
        {
            Sending = [.. Sending.Concat(other.Sending).DistinctBy(sending => sending.Id)
                .Where(sending => !other.HasSent(sending)).TakeLast(MaxSending)],
            Retrying = RetryingOf(this, other),
            Done = Done.With(other.Done).Newest(MaxDone),
            Missed = other.Sent.Aggregate(Missed, (missed, sent) => missed.Without(sent.All)),
            // An end that may have been followed has to come again, so it is not over.
            Closed = other.Sent.Any(sent => sent.Sequence == other.Closed && MayBeFollowed(sent))
                ? Closed : Math.Max(Closed, other.Closed),
        };
    }

    private bool MayBeFollowed(SentAlerts sent) =>
        sent.SentAt is { } at && Correction.IsFollowedByOlder(this, sent, at);

    /// <summary>Whether this is how it ended. The same id comes again when its group's state is back.</summary>
    private bool HasSent(SendingDelivery sending) => Done.Contains(sending.Id) && Sent.Any(each =>
        each.Sequence == sending.Alerts.Sequence && each.SentAt >= sending.Began.ToUnixTimeMilliseconds());

    /// <summary>
    /// Whether the opposite was sent since, or is being sent. A page that went without the group's state comes again under
    /// its id when the state is back, and the end before it may have been sent in between.
    /// </summary>
    private bool IsContradicted(string id, SentAlerts alerts) =>
        Sent.Any(each => alerts.IsAfter(each) && each.OppositeOf(alerts).Count > 0)
        // Of a firing notification nobody knows the outcome of, an end that was sent has the last word.
        || Sending.Any(each => each.Id != id && alerts.IsAfter(each.Alerts)
            && each.Alerts.Resolved.In(alerts.Firing).Count > 0);

    /// <summary>A page that comes again, later in order, has gone after the end before it, so that end is outdated.</summary>
    private SentRecord InOrderOf(SentAlerts again) =>
        Sent.LastOrDefault(each => each.Sequence < again.Sequence && each.Firing.In(again.Firing).Count > 0)
            is { SentAt: var at } ? With(again with { SentAt = at }) : this;

    private SentAlerts? LatestOf(SentAlerts alerts, IEnumerable<SentAlerts> later) => later
        .Where(each => each.All.In(alerts.All).Count > 0).MaxBy(each => each.Sequence)
        ?? Sent.Where(each => each.Sequence <= Closed).MaxBy(each => each.Sequence);

    /// <summary>Each alert stands in the latest one only.</summary>
    private SentRecord With(SentAlerts alerts)
    {
        var later = Sent.Where(each => each.IsAfter(alerts))
            .Aggregate(default(FingerprintSet), (all, each) => all.With(each.All));
        var latest = alerts.Without(later);
        var sent = Sent.Select(each => each.IsAfter(alerts) ? each : each.Without(latest.All))
            .Append(latest).Where(each => each.All.Count > 0).OrderBy(each => each.Sequence).ToList();
        var forgotten = Forgotten;
        for (var alertCount = sent.Sum(each => each.All.Count);
            sent.Count > MaxSent || (alertCount > MaxAlerts && sent.Count > 1);)
        {
            (forgotten, alertCount) = (Math.Max(forgotten, sent[0].Sequence), alertCount - sent[0].All.Count);
            sent.RemoveAt(0);
        }
        return this with { Sent = sent, Forgotten = forgotten };
    }

    private FingerprintSet WithMissed(SentAlerts alerts)
    {
        var known = Sent.Aggregate(default(FingerprintSet), (all, each) => all.With(each.Firing));
        return Missed.With(alerts.Firing.Without(known)).Newest(MaxMissed);
    }

    /// <summary>
    /// Later ones that say the opposite and that the channel failed to send. They are tried until they are sent or go to
    /// the fallback or the dead letters, so meanwhile what they contradict is false.
    /// </summary>
    private SentAlerts[] OppositesRetried(string id, SentAlerts alerts) => [.. (Retrying ?? [])
        .Where(each => each.Id != id && each.Alerts.IsAfter(alerts))
        .Select(each => each.Alerts).Where(each => each.OppositeOf(alerts).Count > 0)];

    private int FailuresOf(string id) => Retrying?.FirstOrDefault(each => each.Id == id)?.Failures ?? 0;

    /// <summary>The same record if it is not retried, because that costs no write.</summary>
    private SentRecord WithoutRetrying(string id) => FailuresOf(id) == 0 ? this : this with
    {
        Retrying = Retrying is { Count: > 1 } all ? [.. all.Where(each => each.Id != id)] : null,
    };

    private static RetryingDelivery[]? RetryingOf(SentRecord shared, SentRecord own)
    {
        RetryingDelivery[] all = [.. (shared.Retrying ?? []).Concat(own.Retrying ?? [])
            .Where(each => !shared.Done.Contains(each.Id) && !own.Done.Contains(each.Id)
                && shared.Failed.All(failed => failed.Id != each.Id))
            .GroupBy(each => each.Id).Select(same => same.MaxBy(each => each.Failures)!).TakeLast(MaxRetrying)];
        return all.Length > 0 ? all : null;
    }

    private SendingDelivery[] Others(string id) => [.. Sending.Where(sending => sending.Id != id)];
}
