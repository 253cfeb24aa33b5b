using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Silencing;

namespace Alerting.Grouping.Storage;

/// <summary>One alert of a group over time.</summary>
public sealed record AlertEntry
{
    /// <summary>From the latest event, truncated to fit the stored state.</summary>
    [JsonPropertyName("alert")]
    public required Alert Alert { get; init; }

    [JsonPropertyName("isFiring")]
    public bool IsFiring { get; init; }

    /// <summary>When it started firing, by the source's clock.</summary>
    [JsonPropertyName("since")]
    public DateTimeOffset Since { get; init; }

    /// <summary>True if only the resolved event is known.</summary>
    [JsonPropertyName("isSinceUnknown")]
    public bool IsSinceUnknown { get; init; }

    /// <summary>When its latest event occurred, by the source's clock.</summary>
    [JsonPropertyName("eventAt")]
    public DateTimeOffset EventAt { get; init; }

    /// <summary>When its state last changed, by our clock.</summary>
    [JsonPropertyName("changedAt")]
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Occurrences since it started firing.</summary>
    [JsonPropertyName("count")]
    public int Count { get; init; } = 1;

    /// <summary>Times of recent state changes, to detect flapping.</summary>
    [JsonPropertyName("changes")]
    public ImmutableArray<DateTimeOffset> Changes { get; init; } = [];

    [JsonPropertyName("isFlapping")]
    public bool IsFlapping { get; init; }

    /// <summary>When it last became stable.</summary>
    [JsonPropertyName("flappingEndedAt")]
    public DateTimeOffset? FlappingEndedAt { get; init; }

    [JsonPropertyName("news")]
    public PendingNotification Pending { get; init; }

    /// <summary>The reason of the pending notification where the timing rules cannot know it.</summary>
    [JsonIgnore]
    public Reason? Because
    {
        get => BecauseText is { } text ? new Reason(BecauseCode, text) : null;
        init => (BecauseText, BecauseCode) = (value?.Text, value?.Code ?? ReasonCode.Other);
    }

    [JsonPropertyName("because")]
    public string? BecauseText { get; init; }

    [JsonPropertyName("becauseCode")]
    public ReasonCode BecauseCode { get; init; }

    /// <summary>True if it ended only in this group and continues in another.</summary>
    [JsonPropertyName("hasMoved")]
    public bool HasMoved { get; init; }

    /// <summary>True if its notification was held, so it goes into a digest.</summary>
    [JsonPropertyName("isHeld")]
    public bool IsHeld { get; init; }

    /// <summary>Receivers notified that it fires but not yet that it resolved.</summary>
    [JsonPropertyName("told")]
    public ImmutableArray<string> NotifiedReceivers { get; init; } = [];

    [JsonPropertyName("toldAt")]
    public DateTimeOffset? NotifiedAt { get; init; }

    [JsonPropertyName("toldSeverity")]
    public Severity? NotifiedSeverity { get; init; }

    /// <summary>Receivers of the route that another group notifies.</summary>
    [JsonPropertyName("except")]
    public ImmutableArray<string> ExcludedReceivers { get; init; } = [];

    /// <summary>
    /// When its receivers' digests last got a part about it. They may not have sent it yet, so what follows goes there too.
    /// </summary>
    [JsonPropertyName("gatheredAt")]
    public DateTimeOffset? GatheredAt { get; init; }

    /// <summary>
    /// The incident's id if this alert alone had opened it: its page may have been sent so without the group's state.
    /// </summary>
    [JsonPropertyName("pagedAs")]
    public string? PagedAs { get; init; }

    /// <summary>Earlier ones, which its end closes too; null for none.</summary>
    [JsonPropertyName("pagedAlso")]
    public IReadOnlyList<string>? PagedAlso { get; init; }

    /// <summary>All ids that its end has to close.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> AllPagedAs =>
        PagedAs is { } last ? [.. (PagedAlso ?? []).Where(id => id != last), last] : PagedAlso ?? [];

    /// <summary>
    /// Its severity when a person answered its incident; null if it was not part of that yet.
    /// </summary>
    [JsonPropertyName("answeredAs")]
    public Severity? AnsweredAs { get; init; }

    /// <summary>The sentence of the silence or inhibition that mutes it, or null.</summary>
    [JsonPropertyName("mutedBy")]
    public string? MutedBy { get; init; }

    [JsonPropertyName("mutedByCode")]
    public ReasonCode MutedByCode { get; init; }

    /// <summary>The silence's id, or the name of the alert that inhibits it.</summary>
    [JsonPropertyName("mutedByName")]
    public string? MutedByName { get; init; }

    internal StoredMute? Mute =>
        MutedBy is { } text ? StoredMute.Of(text, MutedByCode, MutedByName) : null;

    /// <summary>How long it waits once the inhibition that mutes it ended.</summary>
    [JsonPropertyName("muteGrace")]
    public TimeSpan? MuteGrace { get; init; }

    /// <summary>Until when it waits after an inhibition that ended, because it may end as well.</summary>
    [JsonPropertyName("graceUntil")]
    public DateTimeOffset? GraceUntil { get; init; }

    /// <summary>When it resolves without a further occurrence, if its source sends no resolved event.</summary>
    [JsonPropertyName("resolveAt")]
    public DateTimeOffset? ResolveAt { get; init; }

    public string Fingerprint => Alert.Fingerprint;

    public Severity Severity => Alert.Severity;

    /// <summary>Whether its receivers know it as more severe than it is now.</summary>
    internal bool IsLessSevere => !NotifiedReceivers.IsEmpty && Severity < NotifiedSeverity;

    public bool IsInhibited => Mute is { IsInhibition: true };

    public bool IsOpen => IsFiring || IsFlapping;

    public AlertPhase Phase => Pending switch
    {
        PendingNotification.Resolved => AlertPhase.ResolvedWaiting,
        PendingNotification.Recovered => AlertPhase.Recovered,
        PendingNotification.Flapping => AlertPhase.FlappingWaiting,
        PendingNotification.Firing => IsFlapping ? AlertPhase.FlappingFiring : AlertPhase.Waiting,
        _ => IsFlapping ? AlertPhase.Flapping : IsFiring ? AlertPhase.Notified : AlertPhase.Resolved,
    };

    /// <param name="mute">Null when it is not muted any more.</param>
    internal AlertEntry MutedAs(Mute? mute) => this with
    {
        MutedBy = mute?.Reason.Text, MutedByCode = mute?.Reason.Code ?? default, MutedByName = mute?.Name,
    };

    /// <summary>
    /// Its resolved alert, with the name, start, count and severity of the firing: people know it by what it was called
    /// then, and some sources send an end without a title.
    /// </summary>
    /// <param name="ending">How it ended, if it did not recover.</param>
    public Alert ResolvedAs(Alert alert, DateTimeOffset now, Ending? ending = null) => alert with
    {
        Severity = Severity,
        Signal = alert.Signal with
        {
            Name = Alert.Name,
            Title = Alert.Title,
            Status = AlertStatus.Resolved,
            Ending = ending ?? alert.Signal.Ending,
            StartsAt = Since,
            EndsAt = alert.Signal.EndsAt ?? (alert.IsFiring ? now : alert.Signal.OccurredAt ?? now),
            Count = Count,
            Was = LastValue,
            // Missing data may end an alert: then there is no new value.
            Measurement = alert.Signal.Measurement
                ?? (Alert.Signal.Measurement is { } measured ? measured with { Datapoints = [] } : null),
        },
    };

    private double? LastValue => Alert.IsFiring
        ? Alert.Signal.Measurement is { Datapoints: [.., var last] } ? last.Value : null : Alert.Signal.Was;
}

/// <summary>The notification an alert still needs.</summary>
public enum PendingNotification
{
    [JsonStringEnumMemberName("None")]
    None,

    /// <summary>It started firing or its severity rose.</summary>
    [JsonStringEnumMemberName("Firing")]
    Firing,

    [JsonStringEnumMemberName("Flapping")]
    Flapping,

    /// <summary>It resolved after receivers were notified that it fired.</summary>
    [JsonStringEnumMemberName("Resolved")]
    Resolved,

    /// <summary>It fired and resolved while held.</summary>
    [JsonStringEnumMemberName("Healed")]
    Recovered,
}
