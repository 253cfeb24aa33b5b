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

    /// <summary>The same for all messages about one group: threads and pagers' incidents are kept by it.</summary>
    public string GroupKey { get; init; } = "";

    public string Route { get; init; } = "";

    /// <summary>Why it is told now.</summary>
    public string Reason { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>What is to be said beside the alerts; plain and untrusted, as all texts here.</summary>
    public string? Note { get; init; }

    /// <summary>How many alerts of the group still fire that this does not tell of.</summary>
    public int StillFiring { get; init; }

    /// <summary>The name of the group in one line: the alert's title, or "3 alerts: …".</summary>
    public required string Title { get; init; }

    /// <summary>The worst first.</summary>
    public required IReadOnlyList<MessageItem> Items { get; init; }

    /// <summary>How many further alerts are not shown.</summary>
    public int More { get; init; }

    /// <summary>What the configuration adds to call people; trusted, and never escaped.</summary>
    public string? Mention { get; init; }

    public bool IsResolved => Kind == NotificationKind.Resolved;

    /// <summary>Whether nothing it tells of is wrong any longer: a resolve, or a digest of what healed by itself.</summary>
    public bool IsOver => IsResolved || (Kind == NotificationKind.Digest && Items.All(item => !item.Alert.IsFiring));

    /// <summary>
    /// The word a message begins with: <c>CRITICAL</c>, <c>ERROR</c>, <c>WARNING</c>, <c>INFO</c>, <c>RESOLVED</c>; with the
    /// occasion where it is another: <c>STILL ERROR</c>, <c>WARNING DIGEST</c>.
    /// </summary>
    public string Word
    {
        get
        {
            var severity = Severity.Name().ToUpperInvariant();
            return Kind switch
            {
                NotificationKind.Resolved => "RESOLVED",
                NotificationKind.Reminder => "STILL " + severity,
                NotificationKind.Digest => severity + " DIGEST",
                NotificationKind.Flapping => "FLAPPING " + severity,
                NotificationKind.Storm => severity + " STORM",
                NotificationKind.Acknowledged => "ACKNOWLEDGED " + severity,
                _ => severity,
            };
        }
    }

    /// <summary>The first place to look, over all items.</summary>
    public Link? FirstLink => Items.SelectMany(item => item.Links).FirstOrDefault();
}

/// <summary>One alert of a message, as text.</summary>
public sealed record MessageItem
{
    public required Alert Alert { get; init; }

    public required string Title { get; init; }

    /// <summary><c>ERROR</c>, or <c>RESOLVED</c>: in a digest the items differ.</summary>
    public string Word => Alert.IsFiring ? Alert.Severity.Name().ToUpperInvariant() : "RESOLVED";

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
