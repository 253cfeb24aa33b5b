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
    private const int MaxDone = 500;
    private const int MaxFailed = 20;
    private const int MaxMissed = 500;

    public static SentRecord Empty { get; } = new();

    /// <summary>The latest that was sent of each alert, in the order of their sequences.</summary>
    [JsonPropertyName("sent")]
    public IReadOnlyList<SentAlerts> Sent { get; init; } = [];

    [JsonPropertyName("sending")]
    public IReadOnlyList<SendingDelivery> Sending { get; init; } = [];

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
        if (Done.Contains(id) && !IsContradicted(alerts))
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
            .Where(each => each.Sequence > alerts.Sequence).ToArray();
        var outdated = alerts.Sequence <= Math.Max(Forgotten, Closed)
            ? alerts.All : later.Aggregate(default(FingerprintSet), (all, each) => all.With(each.All)).In(alerts.All);
        if (outdated.Count == alerts.All.Count && outdated.Count > 0)
            return (this, new SentClaim.Superseded(LatestOf(alerts, later)));
        var rest = alerts.Without(outdated);
        var sending = new SendingDelivery(id, now + DeliveryClaim.LeaseTime, rest);
        return (this with { Sending = [.. Others(id).TakeLast(MaxSending - 1), sending] },
            new SentClaim.Mine(outdated, rest.Resolved.In(Missed), later.MaxBy(each => each.Sequence)?.StillFiring));
    }

    /// <summary>Records what was sent.</summary>
    public SentRecord Delivered(string id, SentAlerts alerts) => With(alerts) with
    {
        Sending = Others(id),
        Done = Done.With([id]).Newest(MaxDone),
        Missed = Missed.Without(alerts.All),
        Closed = alerts.Closes ? Math.Max(Closed, alerts.Sequence) : Closed,
    };

    /// <summary>Allows another attempt.</summary>
    public SentRecord Released(string id) => this with
    {
        Sending = Others(id), Failed = [.. Failed.Where(failed => failed.Id != id)],
    };

    /// <summary>An attempt failed, and another one follows. The alerts that it says fire are missed so far.</summary>
    public SentRecord Retried(string id, SentAlerts alerts) => Released(id) with { Missed = WithMissed(alerts) };

    /// <summary>Records a final failure.</summary>
    public SentRecord FailedFor(string id, SentAlerts alerts, string reason) => this with
    {
        Sending = Others(id),
        Failed = [.. Failed.Where(failed => failed.Id != id).TakeLast(MaxFailed - 1), new FailedDelivery(id, reason)],
        Missed = WithMissed(alerts),
    };

    /// <summary>Adds what a process sent or began to send while the shared record was unavailable.</summary>
    public SentRecord Merge(SentRecord other) => other.Sent.Aggregate(this, (record, sent) => record.With(sent)) with
    {
        Sending = [.. Sending.Concat(other.Sending).DistinctBy(sending => sending.Id)
            .Where(sending => !other.Done.Contains(sending.Id)).TakeLast(MaxSending)],
        Done = Done.With(other.Done).Newest(MaxDone),
        Missed = other.Sent.Aggregate(Missed, (missed, sent) => missed.Without(sent.All)),
        Closed = Math.Max(Closed, other.Closed),
    };

    /// <summary>
    /// Whether the opposite was sent since. A page that went without the group's state comes again under its id when the
    /// state is back, and the end before it may have been sent in between.
    /// </summary>
    private bool IsContradicted(SentAlerts alerts) => Sent.Any(each => each.Sequence < alerts.Sequence
        && (each.Resolved.In(alerts.Firing).Count > 0 || each.Firing.In(alerts.Resolved).Count > 0));

    /// <summary>A page that comes again, later in order, has gone after the end before it, so that end is outdated.</summary>
    private SentRecord InOrderOf(SentAlerts again) =>
        Sent.Any(each => each.Sequence < again.Sequence && each.Firing.In(again.Firing).Count > 0) ? With(again) : this;

    private SentAlerts? LatestOf(SentAlerts alerts, IEnumerable<SentAlerts> later) => later
        .Where(each => each.All.In(alerts.All).Count > 0).MaxBy(each => each.Sequence)
        ?? Sent.Where(each => each.Sequence <= Closed).MaxBy(each => each.Sequence);

    /// <summary>Each alert stands in the latest one only.</summary>
    private SentRecord With(SentAlerts alerts)
    {
        var later = Sent.Where(each => each.Sequence > alerts.Sequence)
            .Aggregate(default(FingerprintSet), (all, each) => all.With(each.All));
        var latest = alerts.Without(later);
        var sent = Sent.Select(each => each.Sequence > alerts.Sequence ? each : each.Without(latest.All))
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

    private SendingDelivery[] Others(string id) => [.. Sending.Where(sending => sending.Id != id)];
}

/// <summary>Whether a delivery may be sent now.</summary>
public abstract record SentClaim
{
    public static SentClaim Delivered { get; } = new WasDelivered();

    /// <summary>The caller holds the claim and must send.</summary>
    /// <param name="Outdated">Alerts of which something later was sent: to leave out.</param>
    /// <param name="Late">Resolved alerts whose firing the target never got.</param>
    /// <param name="StillFiring">By a later notification that was sent; null when it is the latest.</param>
    public sealed record Mine(FingerprintSet Outdated, FingerprintSet Late, int? StillFiring) : SentClaim
    {
        /// <summary>Whether the delivery is true as it is.</summary>
        public bool SaysItAll => Outdated.Count == 0 && Late.Count == 0 && StillFiring is null;
    }

    public sealed record WasDelivered : SentClaim;

    public sealed record HasFailed(string Reason) : SentClaim;

    /// <summary>The delivery <paramref name="Id"/> comes first, or is this one in another process.</summary>
    public sealed record Busy(string Id, TimeSpan For) : SentClaim;

    /// <summary>Of all its alerts something later was sent.</summary>
    public sealed record Superseded(SentAlerts? By) : SentClaim;
}
