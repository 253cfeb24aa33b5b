using System.Text.Json.Serialization;

namespace Alerting.Playground.Views;

/// <summary>The changes since the last update, or everything.</summary>
/// <param name="Seq">Where the next update starts.</param>
/// <param name="IsWhole">Whether it contains everything.</param>
/// <param name="Groups">All visible groups; null if none changed.</param>
internal sealed record Update(
    long Seq, bool IsWhole, ClockView Clock, StatusView Status, IReadOnlyList<TimelineView> Trail,
    IReadOnlyList<MessageView> Messages, IReadOnlyList<GroupView>? Groups);

internal sealed record ClockView(DateTimeOffset Now, double Speed, string Zone, DateTimeOffset? NextMorning,
    bool IsMoving);

internal sealed record StatusView(
    bool IsLive, bool HasMailServer, CountsView Counts, IReadOnlyDictionary<string, string> Faults,
    IReadOnlyList<WaitingView> Waiting, IReadOnlyList<DeadView> Dead, IReadOnlyList<SilenceView> Silences,
    IReadOnlyList<string> Channels, int Scheduled, IReadOnlyList<HeartbeatView> Heartbeats,
    IReadOnlyList<CheckView> Checks, OnCallView OnCall);

/// <param name="Last">Null if it has never reported.</param>
/// <param name="DueAt">When its absence fires, or fired.</param>
internal sealed record HeartbeatView(string Name, bool IsMissing, DateTimeOffset? Last, DateTimeOffset DueAt);

/// <param name="Groups">The open ones, of which the page gets the most severe.</param>
internal sealed record CountsView(
    long Events, long Messages, int Held, long Suppressed, int Waiting, int Dead, int Groups);

/// <summary>A delivery that will be retried.</summary>
internal sealed record WaitingView(string Id, string Receiver, string Channel, string Title, int Attempts,
    DateTimeOffset DueAt, string Reason);

internal sealed record DeadView(string Id, string Receiver, string Channel, string Title, DateTimeOffset At,
    string Reason);

internal sealed record SilenceView(string Id, IReadOnlyList<string> Matchers, DateTimeOffset EndsAt, string Comment);

/// <param name="IsDown">Whether its requests fail, by choice.</param>
/// <param name="Failures">In a row.</param>
internal sealed record CheckView(string Name, string Url, bool IsDown, bool IsFiring, int Failures, int Needed);

/// <summary>An entry of the timeline.</summary>
/// <param name="Outcome"><c>told</c>, <c>sending</c>, <c>failed</c>, <c>at</c>, <c>hold</c>, <c>suppress</c>,
/// <c>none</c>.</param>
/// <param name="OutcomeAt">When it will be sent, if known.</param>
internal sealed record TimelineView(
    long Id, DateTimeOffset At, string Kind, string Title, string? Severity, string? Status, string Outcome,
    DateTimeOffset? OutcomeAt, IReadOnlyList<StageView> Stages, IReadOnlyList<DeliveryView> Deliveries)
{
    /// <summary>Null for an entry without an alert.</summary>
    public string? Fingerprint { get; init; }
}

/// <summary>A decision of one stage with its reason.</summary>
internal sealed record StageView(string Stage, string Text, string? Reason = null, string? Action = null,
    DateTimeOffset? At = null);

internal sealed record DeliveryView(
    string Id, string Receiver, string Channel, string Target, string State, string Reason, int Attempts,
    DateTimeOffset? DueAt);

/// <summary>A message on one channel.</summary>
/// <param name="Body">Null for a long body or an e-mail, which the page fetches.</param>
internal sealed record MessageView(
    string Id, string Channel, string Receiver, string Target, string Kind, string Severity, bool IsOver,
    DateTimeOffset At, string Title, string Reason, string? Subject, string? Body, SizeView Size)
{
    /// <summary>The parent in its thread: an id or a key of the service.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The id at the service.</summary>
    public string? ServiceId { get; init; }

    public bool IsEdited { get; init; }

    /// <summary>The key of the person whose channel it is; null for other receivers.</summary>
    public string? Person { get; init; }
}

internal sealed record SizeView(int Value, int Limit, string Unit, string? Note);

internal sealed record GroupView(
    string Key, string Route, string? Severity, int Open, DateTimeOffset? WakeUp, IReadOnlyList<EntryView> Incidents,
    int More, DigestView? Digest, IncidentStateView? Incident);

internal sealed record DigestView(string Receiver, string Interval, DateTimeOffset DueAt, IReadOnlyList<string> Titles,
    int More);

/// <param name="State"><c>told</c>, <c>held</c>, <c>silenced</c>, <c>inhibited</c>, <c>waiting</c>, <c>flapping</c>,
/// <c>resolved</c>, <c>quiet</c>.</param>
/// <param name="EndEvent">Whether the playground can make a resolving event.</param>
internal sealed record EntryView(
    string Fingerprint, string Name, string Title, string Severity, bool IsFiring, DateTimeOffset Since, int Count,
    string State, string Why, DateTimeOffset? Until, bool EndEvent);

/// <summary>An event of the library.</summary>
internal sealed record LibraryView(
    string Path, string Family, string Name, string Title, string Source, string? Severity, string? Status, int Alerts);

/// <summary>The errors and notes of a configuration, with their places.</summary>
internal sealed record ConfigCheckView(bool IsValid, IReadOnlyList<PlaceView> Errors, IReadOnlyList<PlaceView> Notes);

internal sealed record PlaceView(int Line, int Column, string Text);

internal sealed record ConfigTextView(string File, string Text);

internal sealed record ReceivedView(int Taken, string Message);

internal sealed record ProblemView(string Message);

// Requests.

internal sealed record FireRequest(string? Path, string? Body, bool AsRecorded);

internal sealed record CountRequest(int Count);

internal sealed record ClockRequest(string? Move, double? Speed);

internal sealed record FaultRequest(string? Fault);

internal sealed record SilenceRequest(IReadOnlyList<string>? Matchers, int Minutes, string? Comment);

internal sealed record CheckRequest(bool IsDown);

internal sealed record EndRequest(string? Fingerprint);

/// <param name="Name">The alert's.</param>
internal sealed record AcknowledgeRequest(string? Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Update))]
[JsonSerializable(typeof(IReadOnlyList<LibraryView>))]
[JsonSerializable(typeof(ConfigCheckView))]
[JsonSerializable(typeof(ConfigTextView))]
[JsonSerializable(typeof(ReceivedView))]
[JsonSerializable(typeof(ProblemView))]
[JsonSerializable(typeof(FireRequest))]
[JsonSerializable(typeof(CountRequest))]
[JsonSerializable(typeof(ClockRequest))]
[JsonSerializable(typeof(FaultRequest))]
[JsonSerializable(typeof(SilenceRequest))]
[JsonSerializable(typeof(EndRequest))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(CheckRequest))]
[JsonSerializable(typeof(OverrideRequest))]
internal sealed partial class PageJson : JsonSerializerContext;
