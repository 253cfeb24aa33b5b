using Alerting.Alerts;

namespace Alerting.Notifications;

/// <summary>
/// What people read, before any channel gives it a form. Every text is plain and untrusted: each channel escapes it in
/// its own way and cuts it to its own limits.
/// </summary>
public sealed record Message
{
    /// <summary>The delivery's id, for channels that can recognise a second sending.</summary>
    public required string Id { get; init; }

    public required NotificationKind Kind { get; init; }

    public required Severity Severity { get; init; }

    public required string Receiver { get; init; }

    /// <summary>The name of the group in one line: the alert's title, or "3 alerts: …".</summary>
    public required string Title { get; init; }

    /// <summary>The worst first.</summary>
    public required IReadOnlyList<MessageItem> Items { get; init; }

    /// <summary>How many further alerts are not shown.</summary>
    public int More { get; init; }

    /// <summary>What the configuration adds to call people; trusted, and never escaped.</summary>
    public string? Mention { get; init; }

    public bool IsResolved => Kind == NotificationKind.Resolved;

    /// <summary>
    /// The word a message begins with: the severity, <c>CRITICAL</c> to <c>INFO</c>; or <c>RESOLVED</c>, <c>STILL ERROR</c> (a
    /// reminder), <c>DIGEST</c>, <c>FLAPPING</c>.
    /// </summary>
    public string Word => Kind switch
    {
        NotificationKind.Resolved => "RESOLVED",
        NotificationKind.Digest => "DIGEST",
        NotificationKind.Flapping => "FLAPPING",
        NotificationKind.Reminder => "STILL " + Severity.Name().ToUpperInvariant(),
        _ => Severity.Name().ToUpperInvariant(),
    };
}

/// <summary>One alert of a message, as text.</summary>
public sealed record MessageItem
{
    public required Alert Alert { get; init; }

    public required string Title { get; init; }

    /// <summary>"Firing since Sat 14 Nov 03:40 CET (02:40 UTC)", "Fired for 25 min, …".</summary>
    public required string When { get; init; }

    /// <summary>The same in the fewest letters, for SMS: "since 03:40 CET", "after 25 min".</summary>
    public required string WhenShort { get; init; }

    /// <summary>"Errors Sum 41 &gt; 5"; null when it is about no metric.</summary>
    public string? Numbers { get; init; }

    /// <summary>The datapoints as text and as a small picture: "6, 17, 41 ▁▃█ per minute".</summary>
    public string? Trend { get; init; }

    /// <summary>Account, region and what else says where, each with its name.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>What people wrote about the alert, without its runbook line.</summary>
    public string? Description { get; init; }

    /// <summary>The source's own reason.</summary>
    public string? Summary { get; init; }

    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>The runbook first, then where to look.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    public IReadOnlyList<string> Problems { get; init; } = [];
}
