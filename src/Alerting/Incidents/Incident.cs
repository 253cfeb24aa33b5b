using System.Text.Json.Serialization;
using Alerting.Alerts;

namespace Alerting.Incidents;

/// <summary>
/// An episode of a group, and what people answered. Kept with the group's state, and for a while after the end, so that a
/// late answer gets the truth.
/// </summary>
public sealed record Incident(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("openedAt")] DateTimeOffset OpenedAt)
{
    /// <summary>Whoever was on call many handovers ago is not notified any more.</summary>
    private const int MaxHanded = 20;

    [JsonPropertyName("state")]
    public IncidentState State { get; init; }

    /// <summary>Who answered last, even if that is over.</summary>
    [JsonPropertyName("by")]
    public Answerer? By { get; init; }

    /// <summary>Until when it is acknowledged or snoozed.</summary>
    [JsonPropertyName("until")]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether the person was asked if they are still on it.</summary>
    [JsonPropertyName("questioned")]
    public bool IsQuestioned { get; init; }

    /// <summary>Since when nobody is on it any more. Whoever was last notified before is reminded.</summary>
    [JsonPropertyName("reopenedAt")]
    public DateTimeOffset? ReopenedAt { get; init; }

    [JsonPropertyName("reopenedBy")]
    public ReasonCode ReopenedByCode { get; init; }

    [JsonPropertyName("reopenedText")]
    public string? ReopenedText { get; init; }

    /// <summary>When it was closed, or all of it was resolved.</summary>
    [JsonPropertyName("endedAt")]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why a person closed it.</summary>
    [JsonPropertyName("comment")]
    public string? Comment { get; init; }

    /// <summary>Counts the answers that changed it.</summary>
    [JsonPropertyName("answers")]
    public int Answers { get; init; }

    /// <summary>Null until a page of a route with a policy is notified.</summary>
    [JsonPropertyName("escalation")]
    public Escalation? Escalation { get; init; }

    /// <summary>When a notice of a handover last named it; null if none did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("handedAt")]
    public DateTimeOffset? HandedAt { get; init; }

    /// <summary>Who got such notices: they are notified of answers and of the end, too. Null for nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("handedTo")]
    public IReadOnlyList<string>? HandedTo { get; init; }

    /// <summary>How many entries its timeline has.</summary>
    [JsonPropertyName("entries")]
    public int Entries { get; init; }

    /// <summary>Entries the timeline has no room for are counted.</summary>
    [JsonPropertyName("counted")]
    public int CountedEntries { get; init; }

    /// <summary>Whether the last step of its policy is over, and nobody answered.</summary>
    [JsonIgnore]
    public bool NobodyAnswered => State == IncidentState.Open && Escalation is { EndedAt: not null };

    /// <summary>Whether somebody is on it, or postponed it.</summary>
    [JsonIgnore]
    public bool IsAnswered => State is IncidentState.Acknowledged or IncidentState.Snoozed;

    [JsonIgnore]
    public bool IsOver => State is IncidentState.Closed or IncidentState.Resolved;

    /// <summary>When the next people are asked unless somebody answers.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextStepAt => State == IncidentState.Open ? Escalation?.NextAt : null;

    /// <summary>When it is open again unless somebody answers anew.</summary>
    [JsonIgnore]
    public DateTimeOffset? ReopensAt => IsAnswered ? Until : null;

    [JsonIgnore]
    public string Code => IncidentCode.Of(Id);

    public Incident Answered(IncidentState state, Answerer by, DateTimeOffset? until = null) => this with
    {
        State = state,
        By = by,
        Until = until,
        IsQuestioned = false,
        ReopenedAt = null,
        ReopenedByCode = default,
        ReopenedText = null,
        Answers = Answers + 1,
    };

    /// <summary>They got a notice of a handover.</summary>
    public Incident HandedOver(DateTimeOffset? at, IReadOnlyList<string>? receivers) => receivers is not { Count: > 0 }
        ? this : this with { HandedAt = at, HandedTo = [.. (HandedTo ?? []).Union(receivers).TakeLast(MaxHanded)] };

    /// <summary>Nobody is on it any more.</summary>
    /// <param name="reason">For a reminder at once; null if something else is notified.</param>
    public Incident Reopened(DateTimeOffset now, Reason? reason = null) => this with
    {
        State = IncidentState.Open,
        Until = null,
        ReopenedAt = reason is null ? null : now,
        ReopenedByCode = reason?.Code ?? default,
        ReopenedText = reason?.Text,
    };

    /// <summary>Everything in it is resolved. An incident closed by a person stays closed.</summary>
    public Incident Resolved(DateTimeOffset now) => IsOver ? this : this with
    {
        State = IncidentState.Resolved, Until = null, ReopenedAt = null, ReopenedText = null, EndedAt = now,
    };
}

/// <summary>Who answered, and when.</summary>
/// <param name="Person">The key in the configuration, or what the person is called where they answered.</param>
/// <param name="Name">What people call them.</param>
public sealed record Answerer(
    [property: JsonPropertyName("person")] string Person,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("at")] DateTimeOffset At);

public enum IncidentState
{
    [JsonStringEnumMemberName("Open")]
    Open,

    /// <summary>A person is on it.</summary>
    [JsonStringEnumMemberName("Acknowledged")]
    Acknowledged,

    /// <summary>Postponed by a person.</summary>
    [JsonStringEnumMemberName("Snoozed")]
    Snoozed,

    /// <summary>Ended by a person, while its alerts may still fire.</summary>
    [JsonStringEnumMemberName("Closed")]
    Closed,

    /// <summary>All its alerts resolved.</summary>
    [JsonStringEnumMemberName("Resolved")]
    Resolved,
}

public static class IncidentStateNames
{
    /// <summary>In JSON that programs read, and for people.</summary>
    public static string Name(this IncidentState state) => state switch
    {
        IncidentState.Acknowledged => "acknowledged",
        IncidentState.Snoozed => "snoozed",
        IncidentState.Closed => "closed",
        IncidentState.Resolved => "resolved",
        _ => "open",
    };
}
