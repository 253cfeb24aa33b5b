using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Grouping.Storage;

/// <summary>The stored state of a group. Its JSON is one item of the store.</summary>
public sealed record GroupState
{
    public const int CurrentVersion = 1;

    /// <summary>Alerts beyond this are only counted, to stay within the store's item limit.</summary>
    public const int MaxEntries = 200;

    /// <summary>Format version. Written first; a newer one throws <see cref="NewerStateException"/>.</summary>
    [JsonConverter(typeof(StateVersion))]
    [JsonPropertyOrder(-1)]
    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("routeId")]
    public required string RouteId { get; init; }

    /// <summary>The alerts kept in detail, including recently resolved ones.</summary>
    [JsonPropertyName("incidents")]
    public EntryList Entries { get; init => field = value ?? EntryList.Empty; } = EntryList.Empty;

    /// <summary>The alerts beyond <see cref="MaxEntries"/>.</summary>
    [JsonPropertyName("counted")]
    public OverflowAlerts Overflow
    {
        get;
        init => (field, HasOverflow, OverflowFiring) = (value, !value.IsEmpty, value.Firing);
    } = OverflowAlerts.Empty;

    /// <summary>Whether it has alerts that are only counted.</summary>
    [JsonIgnore]
    public bool HasOverflow { get; private init; }

    /// <summary>How many of them fire.</summary>
    [JsonIgnore]
    public int OverflowFiring { get; private init; }

    [JsonPropertyName("seen")]
    public SeenEvents Seen { get; init; } = SeenEvents.None;

    /// <summary>How many alerts in detail fire or flap.</summary>
    [JsonPropertyName("open")]
    public int OpenCount { get; init; }

    /// <summary>When the current incident opened.</summary>
    [JsonPropertyName("openedAt")]
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>
    /// When the latest incidents opened. A group that opens often sends its notifications in batches.
    /// </summary>
    [JsonPropertyName("openings")]
    public ImmutableArray<DateTimeOffset> RecentOpenings { get; init; } = [];

    [JsonPropertyName("thread")]
    public string? IncidentId { get; init; }

    /// <summary>The current incident, or the last one. Null if an earlier version opened it and nobody answered.</summary>
    [JsonPropertyName("incident")]
    public Incident? Incident { get; init; }

    /// <summary>Where the incident goes on since the route was removed; null if it ended here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("movedTo")]
    public GroupAddress? MovedTo { get; init; }

    /// <summary>Alerts that a person closed while they fire; null for none.</summary>
    [JsonPropertyName("closed")]
    public ClosedAlerts? Closed { get; init; }

    /// <summary>When it last notified of a firing alert. Batches are counted from here.</summary>
    [JsonPropertyName("toldAt")]
    public DateTimeOffset? NotifiedAt { get; init; }

    /// <summary>The highest notified severity among firing alerts; a higher one does not wait.</summary>
    [JsonPropertyName("toldSeverity")]
    public Severity? NotifiedSeverity { get; init; }

    /// <summary>The highest notified severity over the latest incidents of a group that opens often.</summary>
    [JsonPropertyName("worstTold")]
    public Severity? WorstNotified { get; init; }

    [JsonPropertyName("flappingToldAt")]
    public DateTimeOffset? FlappingNotifiedAt { get; init; }

    /// <summary>Counts the notifications; part of their ids.</summary>
    [JsonPropertyName("sequence")]
    public long Sequence { get; init; }

    /// <summary>
    /// The order of the notifications: when the message that led to the latest was queued, in milliseconds since 1970, or
    /// more. So it also grows when the state was forgotten or lost.
    /// </summary>
    [JsonPropertyName("order")]
    public long Order { get; init; }

    /// <summary>Held alerts; only in the group that gathers for a receiver.</summary>
    [JsonPropertyName("digest")]
    public DigestContents? Digest { get; init; }

    /// <summary>Alerts gathered for causes other than a hold.</summary>
    [JsonPropertyName("gathered")]
    public IReadOnlyList<DigestContents>? Gathered { get; init => field = value is { Count: > 0 } ? value : null; }

    [JsonPropertyName("wakeUp")]
    public DateTimeOffset? WakeUp { get; init; }

    /// <summary>When the state may be deleted; null while something is open.</summary>
    [JsonPropertyName("forgetAt")]
    public DateTimeOffset? ForgetAt { get; init; }

    [JsonPropertyName("outbox")]
    public Outbox Outbox { get; init; } = Outbox.Empty;

    /// <summary>What a receiver's group gathered and has not sent, the first due first.</summary>
    [JsonIgnore]
    public DigestContents? WaitingDigest => Gathered is null ? Digest
        : Gathered.Where(gathered => !gathered.IsEmpty).Append(Digest).OfType<DigestContents>()
            .MinBy(gathered => gathered.DueAt);

    public static GroupState New(GroupAddress address) => new() { Key = address.Key, RouteId = address.RouteId };
}

/// <summary>
/// Notifications and messages to send. Saved with the state, then sent, then cleared: a crash in between loses nothing,
/// and ids make sending twice harmless.
/// </summary>
public sealed record Outbox
{
    public static Outbox Empty { get; } = new();

    /// <summary>One batch per content with all its receivers, to store the alerts only once.</summary>
    [JsonPropertyName("tellings")]
    public IReadOnlyList<NotificationBatch> Batches { get; init; } = [];

    [JsonPropertyName("messages")]
    public IReadOnlyList<GroupEnvelope> Messages { get; init; } = [];

    /// <summary>The alerts that started or stopped firing in this group; null for none.</summary>
    [JsonPropertyName("alertGroups")]
    public IReadOnlyList<AlertGroupChange>? AlertGroups { get; init; }

    /// <summary>What to add to the incident's timeline; null for nothing.</summary>
    [JsonPropertyName("timeline")]
    public IReadOnlyList<TimelinePart>? Timeline { get; init; }

    /// <summary>
    /// The ordered queue's number of the message that filled it: once a later message arrives, the outbox was sent.
    /// Null if there is no such number or sending failed; it is then cleared after sending.
    /// </summary>
    [JsonPropertyName("filledBy")]
    public UInt128? FilledBy { get; init; }

    [JsonIgnore]
    public bool IsEmpty => Batches.Count == 0 && Messages.Count == 0 && AlertGroups is null && Timeline is null;

    [JsonIgnore]
    public IEnumerable<Notification> Notifications => Batches.SelectMany(batch => batch.Notifications);
}

/// <summary>A notification without a receiver, and its recipients.</summary>
public sealed record NotificationBatch(
    [property: JsonPropertyName("content")] Notification Content,
    [property: JsonPropertyName("to")] IReadOnlyList<Recipient> To)
{
    [JsonIgnore]
    public IEnumerable<Notification> Notifications =>
        To.Select(recipient => Content with { Id = recipient.Id, Receiver = recipient.Receiver });
}

public sealed record Recipient(
    [property: JsonPropertyName("receiver")] string Receiver,
    [property: JsonPropertyName("id")] string Id);
