using Alerting.Alerts;
using Alerting.Configuration;

namespace Alerting.Notifications;

/// <summary>
/// A notification's content before a channel formats it. All texts are plain and untrusted: each channel escapes them
/// and cuts them to its limits.
/// </summary>
public sealed record Message
{
    /// <summary>The notification's id, for channels that recognise duplicates.</summary>
    public required string Id { get; init; }

    public required NotificationKind Kind { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Whether its only alert still fires, but is less severe than its receivers know.</summary>
    public bool IsLessSevere { get; init; }

    /// <summary>Whether it says who takes over open incidents.</summary>
    public bool IsHandover { get; init; }

    public required string Receiver { get; init; }

    /// <summary>The person notified, by key; null for a receiver's own channels.</summary>
    public string? To { get; init; }

    /// <summary>The same for all messages about one group.</summary>
    public string GroupKey { get; init; } = "";

    /// <summary>Threads and pager incidents are keyed by it.</summary>
    public string IncidentId { get; init; } = "";

    public string Route { get; init; } = "";

    /// <summary>Why it is sent now.</summary>
    public string Reason { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>A rate limit or fallback notice, in addition to the alerts.</summary>
    public string? Note { get; init; }

    /// <summary>How many alerts of the group are firing but not part of this message.</summary>
    public int StillFiring { get; init; }

    /// <summary>One line: the alert's title, or "3 alerts: …".</summary>
    public required string Title { get; init; }

    /// <summary>The name of its account, unless the title says it; null if it has none.</summary>
    public string? Place { get; init; }

    /// <summary>The title with the place: <c>orders-api errors (prod)</c>.</summary>
    public string Headline => OwnTitle ?? BuiltInHeadline;

    private string BuiltInHeadline => (Place is null ? Title : $"{Title} ({Place})") + (Code is null ? "" : $" {Code}");

    /// <summary>The headline that a template made. It is as untrusted as any text.</summary>
    public string? OwnTitle { get; init; }

    /// <summary>The text message that a template made, in GSM letters.</summary>
    public string? OwnSms { get; init; }

    /// <summary>The JSON body that a template made.</summary>
    public ReadOnlyMemory<byte>? OwnBody { get; init; }

    /// <summary>Null where every text is built in.</summary>
    public MessageTemplating? Templating { get; init; }

    /// <summary>What people call its incident: <c>#k7f</c>. Null if it is about several, or of version 1.</summary>
    public string? Code { get; init; }

    /// <summary>How many segments its text message may take.</summary>
    public int SmsSegments { get; init; } = AlertingConfig.DefaultSmsSegments;

    /// <summary>Highest severity first.</summary>
    public required IReadOnlyList<MessageItem> Items { get; init; }

    /// <summary>How many further alerts are not shown.</summary>
    public int More { get; init; }

    /// <summary>How many alerts fire, shown or not.</summary>
    public int FiringCount { get; init; }

    /// <summary>How many alerts resolved, shown or not.</summary>
    public int ResolvedCount { get; init; }

    /// <summary>The configured mention. It is trusted and not escaped.</summary>
    public string? Mention { get; init; }

    /// <summary>Where a person acknowledges it; also the first link of its first alert. Null if nobody can.</summary>
    public string? AnswerUrl { get; init; }

    /// <summary>What its buttons answer, where the channel has buttons. Null for none.</summary>
    public MessageButtons? Buttons { get; init; }

    public bool IsResolved => Kind == NotificationKind.Resolved;

    /// <summary>
    /// Whether none of its alerts is firing: a resolved notification, or a digest of recovered alerts.
    /// </summary>
    public bool IsAllResolved => IsResolved || (Kind == NotificationKind.Digest && FiringCount == 0);

    /// <summary>Whether all its alerts recovered: not if one of them ended in another way.</summary>
    public bool HasRecovered => Whole?.HasRecovered
        ?? (IsAllResolved && Items.All(item => item.Alert.Signal.Ending is null));

    /// <summary>The first words of a message: <c>ERROR</c>, <c>RESOLVED after 25 min</c>.</summary>
    public string Word => MessageWord.Of(Whole ?? this);

    /// <summary>The message with all its alerts, where a template's text stands for them.</summary>
    internal Message? Whole { get; init; }

    /// <summary>For channels that replace letters, which can make a link of a text that had none.</summary>
    public LinkDefuser Defuser { get; init; } = LinkDefuser.All;

    public Link? FirstLink => Items.SelectMany(item => item.Links).FirstOrDefault();
}

/// <summary>One alert of a message.</summary>
public sealed record MessageItem
{
    public required Alert Alert { get; init; }

    public required string Title { get; init; }

    public const string Ended = "ENDED";

    /// <summary>
    /// <c>ERROR</c> or <c>RESOLVED</c>: a digest has both. <c>ENDED</c> or <c>NOW A WARNING</c> if it did not recover.
    /// </summary>
    public string Word => MessageWord.Of(this);

    /// <summary>"Firing since Sat 14 Nov 03:40 CET (02:40 UTC)", "Resolved after 25 min (…)".</summary>
    public required string When { get; init; }

    /// <summary>For SMS: "since 03:40 CET", "after 25 min".</summary>
    public required string WhenShort { get; init; }

    /// <summary>"Errors Sum 41 (threshold &gt; 5)"; null when the alert has no metric.</summary>
    public string? Numbers { get; init; }

    /// <summary>The numbers for people: of an alert that is over, what they were and are now.</summary>
    public string? Figures => Text is null ? ItemText.Numbers(this) : null;

    /// <summary>"6, 17, 41 ▁▃█ (3 of 3 minutes)".</summary>
    public string? Trend { get; init; }

    /// <summary>Account, region, state and the source's own facts.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>The alert's description without its runbook link.</summary>
    public string? Description { get; init; }

    /// <summary>The source's own reason.</summary>
    public string? Summary { get; init; }

    /// <summary>The description for people: of an alert that is over, in the past.</summary>
    public string? About => Text ?? ItemText.Description(this);

    /// <summary>The source's reason for people: null if the numbers say it.</summary>
    public string? Cause => Text is null ? ItemText.Reason(this) : null;

    /// <summary>What a template made, instead of the figures and the description.</summary>
    public string? Text { get; init; }

    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>The runbook first.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    public IReadOnlyList<string> Problems { get; init; } = [];
}
