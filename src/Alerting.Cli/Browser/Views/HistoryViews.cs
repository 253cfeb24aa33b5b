namespace Alerting.Cli.Browser.Views;

/// <param name="Rows">One page.</param>
/// <param name="Found">How many match.</param>
/// <param name="Unread">How many were not searched in full yet.</param>
internal sealed record HistoryView(
    IReadOnlyList<HistoryRow> Rows, int Found, int All, int Unread, IReadOnlyList<NoisyView> Noisiest,
    IReadOnlyList<NightView> Nights);

/// <summary>An incident. What is null is not read yet, or not known.</summary>
internal sealed record HistoryRow(
    string Id, string Code, string? Title, string? Severity, string Route, string Labels, DateTimeOffset OpenedAt,
    DateTimeOffset? EndedAt, string? State, string? By);

/// <summary>A group that opened several incidents.</summary>
internal sealed record NoisyView(string Labels, string Route, int Count, int Nights, DateTimeOffset Last);

/// <param name="Evening">The day on which the night began.</param>
internal sealed record NightView(string Evening, int Count);

/// <param name="Read">What was read, a sentence each.</param>
/// <param name="Problems">What could not be read, a sentence each.</param>
/// <param name="Meant">Names that may be meant, if nothing was found.</param>
internal sealed record WhyView(
    IReadOnlyList<WhyStep> Entries, IReadOnlyList<string> Read, IReadOnlyList<string> Problems,
    IReadOnlyList<string> Meant);

internal sealed record WhyStep(
    DateTimeOffset At, string Kind, string Code, string Text, string? Alert, string? Incident,
    IReadOnlyList<string> To, string? By, bool IsFromLog);
