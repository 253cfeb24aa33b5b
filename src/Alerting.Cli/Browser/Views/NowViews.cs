namespace Alerting.Cli.Browser.Views;

/// <param name="Token">For requests that change something.</param>
/// <param name="Access">Why the credentials may not change something.</param>
/// <param name="Me">Whom answers are recorded as.</param>
internal sealed record SessionView(
    string Name, string Table, string Caller, string Me, string Token, Access Access, IReadOnlyList<PersonView> People,
    string Config, string? ConfigProblem);

internal sealed record PersonView(string Key, string Name);

internal sealed record DoneView(string Message);

/// <param name="Open">How many incidents are open, those that are not listed included.</param>
/// <param name="Held">What waits for an interval to begin.</param>
internal sealed record NowView(
    IReadOnlyList<CardView> Incidents, int Open, int Unanswered, IReadOnlyList<HeldView> Held,
    IReadOnlyList<DownView> Down, IReadOnlyList<ScheduleView> OnCall, int? DeadLetters);

/// <summary>An incident.</summary>
/// <param name="Labels">What its alerts have in common.</param>
/// <param name="More">Further alerts.</param>
internal sealed record CardView(
    string Id, string Title, string Severity, string Route, string Labels, DateTimeOffset OpenedAt, StandView Stand,
    IReadOnlyList<AlertView> Alerts, int More, IReadOnlyList<DeliveryView> Deliveries);

/// <param name="State"><c>told</c>, <c>held</c>, <c>silenced</c>, <c>inhibited</c>, <c>waiting</c>, <c>flapping</c>,
/// <c>resolved</c>, <c>quiet</c>, as in the playground.</param>
internal sealed record AlertView(
    string Name, string Title, string Severity, bool IsFiring, DateTimeOffset Since, int Count, string State,
    string Why, DateTimeOffset? Until);

/// <summary>Who is on an incident, or who is asked next.</summary>
/// <param name="Seen">How many answers it had, for the next one.</param>
/// <param name="CanEscalate">Whether there is somebody else to ask.</param>
internal sealed record StandView(
    string Code, string State, string? By, DateTimeOffset? At, DateTimeOffset? Until, IReadOnlyList<AskedView> Asked,
    DateTimeOffset? NextAt, IReadOnlyList<string>? Next, bool NobodyAnswered, string? Comment, DateTimeOffset? EndedAt,
    int Seen, int? Step, bool CanEscalate);

internal sealed record AskedView(DateTimeOffset At, IReadOnlyList<string> To);

/// <summary>The latest delivery to somebody.</summary>
/// <param name="State"><c>delivered</c>, <c>retry</c>, <c>failed</c> or <c>not sent</c>.</param>
internal sealed record DeliveryView(string To, string Channel, string State, string Text, DateTimeOffset At);

internal sealed record HeldView(
    string Receiver, string Interval, DateTimeOffset DueAt, IReadOnlyList<string> Titles, int More);

/// <param name="Kind"><c>heartbeat</c> or <c>check</c>.</param>
internal sealed record DownView(string Kind, string Name, DateTimeOffset? Since, string? Problem);

internal sealed record ScheduleView(
    string Name, IReadOnlyList<string> OnCall, DateTimeOffset? Until, IReadOnlyList<string>? Next,
    IReadOnlyList<OverrideView> Overrides, IReadOnlyList<string> Findings);

internal sealed record OverrideView(
    string Id, string Person, DateTimeOffset From, DateTimeOffset To, string By, string Comment);

/// <param name="Message">As a reminder of it would read now; null once it is over.</param>
/// <param name="Counted">Entries that are only counted.</param>
internal sealed record IncidentView(
    CardView Card, bool IsOver, IReadOnlyList<StepView> Timeline, int Counted, IReadOnlyList<LinkView> Links,
    string? Message);

/// <param name="Caller">The AWS identity of whoever answered.</param>
internal sealed record StepView(
    DateTimeOffset At, string Kind, string? Code, string Text, string? Alert, IReadOnlyList<string>? To, string? By,
    string? Caller, string? State);

internal sealed record LinkView(string Text, string Url);

/// <param name="Kind"><c>ack</c>, <c>unack</c>, <c>snooze</c>, <c>escalate</c> or <c>close</c>.</param>
/// <param name="Press">The same when a press is sent twice.</param>
/// <param name="Incidents">With what the person saw of each.</param>
internal sealed record AnswerRequest(
    string? Kind, string? Press, IReadOnlyList<AnsweredView>? Incidents, int? Minutes, string? Reason);

internal sealed record AnsweredView(string? Id, int? Seen, int? Step);
