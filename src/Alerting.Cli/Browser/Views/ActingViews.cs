namespace Alerting.Cli.Browser.Views;

internal sealed record SilencesView(IReadOnlyList<SilenceView> Silences);

/// <param name="State"><c>active</c>, <c>upcoming</c> or <c>ended</c>.</param>
/// <param name="IsMaintenance">Of the configuration: it cannot be ended here.</param>
internal sealed record SilenceView(
    string Id, string State, IReadOnlyList<string> Matchers, DateTimeOffset StartsAt, DateTimeOffset EndsAt,
    bool UntilResolved, string Author, string Comment, bool IsMaintenance);

internal sealed record SilenceRequest(
    IReadOnlyList<string>? Matchers, int Minutes, bool UntilResolved, string? Comment);

/// <summary>What a silence would match now.</summary>
/// <param name="Problem">Why the matchers cannot be used; null if they can.</param>
/// <param name="IsPartial">Whether there are more open groups than were looked at.</param>
internal sealed record PreviewView(string? Problem, int Count, IReadOnlyList<string> Titles, bool IsPartial);

/// <param name="ReadAt">The queue is read only on request, because reading hides its messages from others.</param>
internal sealed record DeadView(IReadOnlyList<LetterView> Letters, DateTimeOffset ReadAt);

internal sealed record LetterView(
    string Id, string ShortId, string Kind, string? Receiver, string Title, string Reason, DateTimeOffset? At,
    string Text, string Body);

internal sealed record RedriveRequest(IReadOnlyList<string>? Ids);

/// <param name="From">The Monday, or the day that was asked for.</param>
internal sealed record WeekView(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ScheduleView> Schedules, IReadOnlyList<ShiftsView> Shifts,
    string? Problem);

internal sealed record ShiftsView(string Schedule, IReadOnlyList<ShiftView> Shifts);

/// <param name="IsGapMeant">Whether the schedule says that nobody is on call.</param>
internal sealed record ShiftView(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> OnCall, bool IsGapMeant);

internal sealed record OverrideRequest(
    string? Schedule, string? Person, DateTimeOffset? From, DateTimeOffset? To, string? Comment);

internal sealed record ConfigView(
    string Name, string Text, string? Problem, IReadOnlyList<PlaceView> Errors, IReadOnlyList<PlaceView> Notes,
    IReadOnlyList<RouteView> Routes);

internal sealed record PlaceView(int Line, int Column, string Text);

internal sealed record RouteView(
    string Name, IReadOnlyList<string> Match, IReadOnlyList<string> To, string? Escalate, string? Hold, bool IsNull,
    bool Continues, IReadOnlyList<string> GroupBy, IReadOnlyList<RouteView> Routes);

internal sealed record WhereRequest(string? Event);

internal sealed record WhereView(IReadOnlyList<WhereAlert> Alerts);

internal sealed record WhereAlert(
    string Title, string Severity, string SeverityReason, string Labels, IReadOnlyList<WhereDecision> Decisions);

internal sealed record WhereDecision(
    string Action, string Receiver, string Route, string Reason, string Code, DateTimeOffset At);
