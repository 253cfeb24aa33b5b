namespace Alerting.Playground.Views;

/// <summary>Who is on call now, and the people with their phones.</summary>
internal sealed record OnCallView(IReadOnlyList<ScheduleView> Schedules, IReadOnlyList<PersonView> People);

/// <param name="OnCall">The keys of people; empty when nobody is.</param>
/// <param name="Until">Null if that never changes.</param>
/// <param name="Findings">What has no effect, in sentences.</param>
internal sealed record ScheduleView(
    string Name, IReadOnlyList<string> OnCall, DateTimeOffset? Until, IReadOnlyList<string>? Next,
    IReadOnlyList<OverrideView> Overrides, IReadOnlyList<string> Findings);

/// <param name="HasPhone">Whether a channel of theirs shows on a phone.</param>
internal sealed record PersonView(string Key, string Name, bool HasPhone);

internal sealed record OverrideView(string Id, string Person, DateTimeOffset From, DateTimeOffset To);

/// <summary>Who is on an incident, or who is asked next.</summary>
/// <param name="By">The name of whoever answered last; null if nobody did.</param>
/// <param name="At">When they did.</param>
/// <param name="Until">Until when it is acknowledged or snoozed.</param>
/// <param name="Asked">The steps of its escalation policy that were taken.</param>
/// <param name="NextAt">When the next people are asked; null if nobody is.</param>
internal sealed record IncidentStateView(
    string Code, string State, string? By, DateTimeOffset? At, DateTimeOffset? Until, IReadOnlyList<AskedView> Asked,
    DateTimeOffset? NextAt, IReadOnlyList<string>? Next, bool NobodyAnswered);

internal sealed record AskedView(DateTimeOffset At, IReadOnlyList<string> To);

/// <param name="Person">By key.</param>
internal sealed record OverrideRequest(string? Schedule, string? Person, int Minutes);
