using System.Text.Json.Serialization;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Incidents;

namespace Alerting.Notifications;

/// <summary>What one receiver gets about one incident at one moment.</summary>
public sealed record Notification
{
    public const int CurrentVersion = 1;

    /// <summary>Of an update, which an earlier version would take for a page or lose.</summary>
    public const int UpdateVersion = 2;

    /// <summary>The version of this format: queues may hold notifications of an earlier deployment.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Derived from the events, so duplicates are recognised.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>
    /// The same for all receivers that are notified of the same, so an address gets it once, however it gets there. Null
    /// from earlier versions.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("batch")]
    public string? BatchId { get; init; }

    /// <summary>See <see cref="RecipientName"/>: a channel of a person is a receiver of its own.</summary>
    [JsonPropertyName("receiver")]
    public required string Receiver { get; init; }

    /// <summary>The receiver as configured.</summary>
    [JsonIgnore]
    public string ReceiverName => RecipientName.Parse(Receiver).Receiver;

    /// <summary>The person notified, by key; null for a receiver's own channels.</summary>
    [JsonIgnore]
    public string? To => RecipientName.Parse(Receiver).Person;

    [JsonPropertyName("route")]
    public required string Route { get; init; }

    [JsonPropertyName("groupKey")]
    public required string GroupKey { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonPropertyName("kind")]
    public required NotificationKind Kind { get; init; }

    /// <summary>Why it is sent now.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    /// <summary>The code of <see cref="Reason"/>.</summary>
    [JsonPropertyName("code")]
    public ReasonCode Code { get; init; }

    /// <summary>When it is sent: now, or when a hold ends.</summary>
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    [JsonPropertyName("isHeld")]
    public bool IsHeld { get; init; }

    /// <summary>Whether only the receiver's pagers get it, because its other channels get a digest.</summary>
    [JsonPropertyName("isForPagers")]
    public bool IsForPagers { get; init; }

    /// <summary>Whether the receiver's pagers get it separately, from each group.</summary>
    [JsonPropertyName("isNotForPagers")]
    public bool IsNotForPagers { get; init; }

    /// <summary>Whether no phone rings for it: whoever sleeps need not know.</summary>
    [JsonPropertyName("quiet")]
    public bool IsQuiet { get; init; }

    /// <summary>Whether it is about alerts of several groups, each with an incident of its own.</summary>
    [JsonPropertyName("spansGroups")]
    public bool SpansGroups { get; init; }

    /// <summary>Which group each alert of a digest is of, and how current that is; null when it is of one group.</summary>
    [JsonPropertyName("parts")]
    public IReadOnlyList<GroupPart>? Parts { get; init; }

    /// <summary>The incidents of a notification that spans groups, as many as are kept; otherwise null.</summary>
    [JsonPropertyName("incidents")]
    public IReadOnlyList<string>? Incidents { get; init; }

    /// <summary>The incident of each alert, by fingerprint, where each is to be named; otherwise null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("incidentOf")]
    public IReadOnlyDictionary<string, string>? IncidentOf { get; init; }

    /// <summary>A rate limit or fallback notice, in addition to the alerts.</summary>
    [JsonPropertyName("note")]
    public string? Note { get; init; }

    /// <summary>The receivers that could not be reached, in order. None of them is tried again.</summary>
    [JsonPropertyName("failed")]
    public IReadOnlyList<string> Failed { get; init; } = [];

    /// <summary>Highest severity first. Only a digest mixes firing and resolved alerts.</summary>
    [JsonPropertyName("alerts")]
    public required IReadOnlyList<Alert> Alerts { get; init; }

    /// <summary>How many further alerts are only counted.</summary>
    [JsonPropertyName("more")]
    public int More { get; init; }

    /// <summary>The fingerprints of those of <see cref="More"/> that fire or, in a resolved one, ended.</summary>
    [JsonPropertyName("unlisted")]
    public FingerprintSet Unlisted { get; init; }

    /// <summary>
    /// The same for all notifications of a group from its first firing until all of it is resolved. Channels thread or
    /// edit messages by it.
    /// </summary>
    [JsonPropertyName("thread")]
    public string IncidentId { get; init; } = "";

    /// <summary>
    /// Ids under which pagers may have been notified of its alerts without the group's state. What ends here, ends there
    /// too.
    /// </summary>
    [JsonPropertyName("alsoCloses")]
    public IReadOnlyList<string>? AlsoCloses { get; init; }

    /// <summary>Ids under which pagers may have got the same page without the group's state, so they do not get it twice.</summary>
    [JsonPropertyName("alsoOpened")]
    public IReadOnlyList<string>? AlsoOpened { get; init; }

    /// <summary>
    /// Higher than that of every earlier notification of the group: the milliseconds since 1970 when what led to it was
    /// queued, or more. 0 from earlier versions, which had only <see cref="At"/>.
    /// </summary>
    [JsonPropertyName("sequence")]
    public long Sequence { get; init; }

    /// <summary>Where its incident stood, for the buttons; null from earlier versions and for a page sent without state.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("stand")]
    public IncidentStand? Stand { get; init; }

    /// <summary>
    /// How many other alerts of the group are still firing. A resolved notification with 0 closes the incident. In a
    /// digest: how many of its own alerts, listed or only counted.
    /// </summary>
    [JsonPropertyName("stillFiring")]
    public int StillFiring { get; init; }

    /// <summary>How often it was tried before it was put into the queue again.</summary>
    [JsonPropertyName("attempts")]
    public int Attempts { get; init; }

    /// <summary>Deliveries that were sent while the table was away; usually null.</summary>
    [JsonPropertyName("unrecorded")]
    public IReadOnlyList<UnrecordedDelivery>? Unrecorded { get; init; }

    /// <summary>Whether <see cref="Unrecorded"/> has to be recorded, and nothing else is to be sent.</summary>
    [JsonPropertyName("recordsOnly")]
    public bool RecordsOnly { get; init; }

    /// <summary>Of an update: the page's messages, and what it adds to them. Otherwise null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("beside")]
    public BesideNote? Beside { get; init; }

    /// <summary>Whether it repeats an end. It is made anew for each attempt, so no queue has it.</summary>
    [JsonIgnore]
    public bool IsRepeated { get; init; }

    public Severity Severity => Alerts.Max(alert => alert.Severity);

    public bool IsResolved => Kind == NotificationKind.Resolved;

    /// <summary>Whether somebody is to be woken for it now. The end of a page can wait, and so can its record.</summary>
    public bool IsPage => Severity.IsPage()
        && Kind is not (NotificationKind.Resolved or NotificationKind.Digest or NotificationKind.Acknowledged
            or NotificationKind.Update);

    /// <summary>How many of its alerts fire, listed or only counted.</summary>
    public int FiringCount => Kind switch
    {
        NotificationKind.Resolved => 0,
        NotificationKind.Digest => Math.Clamp(StillFiring, ListedFiring, ListedFiring + More),
        _ => Alerts.Count + More,
    };

    /// <summary>How many of its alerts resolved, listed or only counted.</summary>
    public int ResolvedCount => Alerts.Count + More - FiringCount;

    private int ListedFiring => Alerts.Count(alert => alert.IsFiring);
}

/// <summary>The part of a digest about one group.</summary>
/// <param name="Group">The fingerprint of its key.</param>
/// <param name="Sequence">Notifications of the group with a higher one are later.</param>
public sealed record GroupPart(
    [property: JsonPropertyName("group")] string Group,
    [property: JsonPropertyName("sequence")] long Sequence,
    [property: JsonPropertyName("alerts")] FingerprintSet Alerts)
{
    /// <summary>The route of the group; null from earlier versions.</summary>
    [JsonPropertyName("route")]
    public string? Route { get; init; }
}

/// <summary>A delivery that was sent without the table: nobody else knows of it until it is recorded.</summary>
/// <param name="Id">Of the delivery.</param>
/// <param name="Began">Before the channel was called.</param>
/// <param name="Ended">After the channel had answered; null before, in case the process dies.</param>
public sealed record UnrecordedDelivery(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("began")] DateTimeOffset Began,
    [property: JsonPropertyName("ended")] DateTimeOffset? Ended);

public enum NotificationKind
{
    /// <summary>An alert started firing, or its severity rose.</summary>
    [JsonStringEnumMemberName("Firing")]
    Firing,

    /// <summary>An alert that was notified as firing is resolved.</summary>
    [JsonStringEnumMemberName("Resolved")]
    Resolved,

    /// <summary>Still firing after the repeat interval.</summary>
    [JsonStringEnumMemberName("Reminder")]
    Reminder,

    /// <summary>The alerts released from a hold, still firing or recovered.</summary>
    [JsonStringEnumMemberName("Digest")]
    Digest,

    /// <summary>The alert changes state too often. No further notifications until it is stable.</summary>
    [JsonStringEnumMemberName("Flapping")]
    Flapping,

    /// <summary>Many alerts started firing at once.</summary>
    [JsonStringEnumMemberName("Storm")]
    Storm,

    /// <summary>A person is on it, or postponed it.</summary>
    [JsonStringEnumMemberName("Acknowledged")]
    Acknowledged,

    /// <summary>Nobody answered, so the next people are asked.</summary>
    [JsonStringEnumMemberName("Escalation")]
    Escalation,

    /// <summary>What comes beside a page: changes before it, other alarms, the likely cause, the graph.</summary>
    [JsonStringEnumMemberName("Update")]
    Update,
}

/// <summary>The names in our own JSON, CLI and headers; stored notifications use the enum members' names.</summary>
public static class NotificationKindNames
{
    public static string Name(this NotificationKind kind) => kind switch
    {
        NotificationKind.Resolved => "resolved",
        NotificationKind.Reminder => "reminder",
        NotificationKind.Digest => "digest",
        NotificationKind.Flapping => "flapping",
        NotificationKind.Storm => "storm",
        NotificationKind.Acknowledged => "acknowledged",
        NotificationKind.Escalation => "escalation",
        NotificationKind.Update => "update",
        _ => "firing",
    };
}
