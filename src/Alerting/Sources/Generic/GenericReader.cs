using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Sources.AwsServices;

namespace Alerting.Sources.Generic;

/// <summary>
/// Reads any other JSON or text. Title, text, severity, state, time and links are found by common field names; other
/// fields become facts. Without a severity it is a warning.
/// </summary>
internal sealed partial class GenericReader : ISourceReader
{
    private const string Unknown = "Unknown message format; shown as received.";

    /// <summary>A longer list ends in one alert that counts the rest, with the highest severity among them.</summary>
    private const int MaxItems = 1000;

    public string Source => "generic";

    public IReadOnlyList<Signal> Read(EventMessage message)
    {
        if (message.Transport == EventTransport.Bare && FallbackTitle.HasNoRecords(message.Json))
            return new IgnoredEvent("The event has no records.");
        if (ItemsOf(message.Json) is not { } items)
            return [ReadOne(message)];
        var all = items.Select((item, index) => ReadOne(Item(message, item, index)));
        if (items.Count <= MaxItems)
            return [.. all];
        var signals = all.ToList();
        return [.. signals.Take(MaxItems), Overflow(message, signals[MaxItems..])];
    }

    private static IReadOnlyList<EventJson>? ItemsOf(EventJson json)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return AlertItems.Of(json);
        return json.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Object)
            ? [.. json.EnumerateArray()]
            : null;
    }

    private static EventMessage Item(EventMessage message, EventJson item, int index) => message with
    {
        Json = item.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? item : default,
        Text = item.GetRawText(),
        MessageId = message.MessageId is { } id ? $"{id}/{index}" : null,
        Delivery = message.Delivery is { } delivery ? $"{delivery}/{index}" : null,
    };

    private Signal Overflow(EventMessage message, List<Signal> rest)
    {
        static SeverityClaim Claim(Signal signal) => signal.Claims is [var own, ..] ? own : signal.Fallback!;
        var firing = rest.Where(signal => signal.Status == AlertStatus.Firing).ToList();
        var worst = (firing.Count == 0 ? rest : firing).MaxBy(signal => Claim(signal).Severity)!;
        var title = $"{rest.Count} more alerts of one message";
        return worst with
        {
            Name = title,
            Title = title,
            Identity = $"{Source}|{message.Origin}|{Fingerprint.Of(message.Text)}|rest",
            Status = AlertStatus.Firing,
            State = null,
            Summary = $"Most severe: {worst.Title}",
            Recovers = false,
            Count = Math.Max(1, firing.Count),
            Problems = [$"The message contains {MaxItems + rest.Count} alerts. Only the first {MaxItems} become " +
            "separate alerts. "
                + $"Resolved alerts among the rest: {rest.Count - firing.Count}."],
        };
    }

    /// <summary>Whether the message has a title or a severity.</summary>
    public static bool HasContent(EventMessage message)
    {
        if (message.Json.ValueKind == JsonValueKind.Array)
            return message.Json.EnumerateArray().Any(item => HasContent(message with { Json = item }));
        return TitleFields.HasUsual(message.Json) || UsualFields.Find(message.Json).Severity is not null;
    }

    /// <summary>Reads the message and adds why no other reader could.</summary>
    public Signal ReadWithProblem(EventMessage message, string why)
    {
        var signal = ReadOne(message);
        return signal with { Problems = [why, .. signal.Problems.Where(problem => problem != Unknown)] };
    }

    private Signal ReadOne(EventMessage message)
    {
        var warnings = new ParseWarnings();
        var json = message.Json.ValueKind == JsonValueKind.Undefined ? LabelledText.Read(message.Text) : message.Json;
        var fields = UsualFields.Find(json.WithWarnings(warnings));
        if (message.Json.ValueKind == JsonValueKind.Undefined && !LabelledText.IsRecord(message.Text))
            fields = fields.AsLabels();
        var headline = Headline.Of(fields.Title ?? message.Subject ?? fields.Text ?? FallbackTitle.PlainText(message));
        var title = headline.Title.Length > 0 ? headline.Title
            : FallbackTitle.OfFields(message, fields) ?? FallbackTitle.Name(message);
        var severity = fields.Severity ?? headline.Severity ?? SeverityInText(message, fields);
        // The subject of a mail says what happened, and its text how it is.
        var state = (StateWords.IsNotice(headline.State) ? headline.State : null)
            ?? fields.State ?? headline.State ?? StateOfText(fields);
        var isResolved = StateWords.IsResolved(state);
        // A severity, or a title with a state or key, is enough for an alert.
        var isKnown = severity is not null || (fields.Title is not null && (fields.State ?? fields.Key) is not null);
        var identity = Identity(message, fields, headline, isKnown);
        var signal = new Signal
        {
            Source = Source,
            Name = title,
            Title = title,
            Identity = $"{Source}|{message.Origin}|{identity.Key}",
            EarlierIdentities = [.. identity.Earlier.Select(key => $"{Source}|{message.Origin}|{key}")],
            EventKey = EventKey(message, fields, state ?? fields.UnknownState),
            Status = isResolved ? AlertStatus.Resolved : AlertStatus.Firing,
            State = state ?? fields.UnknownState,
            Summary = message.IsObject ? fields.Text ?? FullTitle(fields.Title) : FullText(message.Text, title),
            Account = fields.Account ?? message.Topic?.Account,
            Region = fields.Region ?? message.Topic?.Region,
            Service = fields.Service,
            // An alert does not end when it began.
            OccurredAt = fields.At ?? message.SentAt ?? (isResolved ? null : fields.StartsAt),
            StartsAt = fields.StartsAt,
            EndsAt = isResolved ? fields.EndsAt : null,
            Claims = severity is null ? [] : [severity],
            Fallback = Default(state, isKnown),
            Facts = fields.Facts,
            Recovers = fields.HasEnd || fields.OwnId is not null || headline.HasEnd || StateOfText(fields) is not null,
            HasNoData = StateWords.HasNoData(state),
            Links = fields.Links,
            Problems = isKnown
                ? [.. message.Problems, .. warnings.Sentences]
                : [Unknown, .. message.Problems, .. warnings.Sentences],
        };
        return StateWords.IsNotice(state) ? Notice(signal) : signal;
    }

    /// <summary>An acknowledgement, a comment or a downtime changes nothing about the alert.</summary>
    private static Signal Notice(Signal signal) => signal with
    {
        Title = $"{signal.Title}: {Wording.Words(signal.State!)}",
        Identity = $"{signal.Identity}|notice/{signal.State}",
        EarlierIdentities = [],
        StartsAt = null,
        Claims = [new SeverityClaim(Severity.Info, $"routine event {signal.State}")],
        Recovers = false,
    };

    /// <summary>Whether the identity is that of one alert, and neither of a text nor of all without a title.</summary>
    public static bool IsOfOneAlert(string identity) =>
        !identity.Contains(FallbackTitle.Untitled, StringComparison.Ordinal) && !HashAtEnd().IsMatch(identity);

    [GeneratedRegex(@"\|[0-9a-f]{16}$", RegexOptions.CultureInvariant)]
    private static partial Regex HashAtEnd();

    /// <summary>The text of a monitor below a title without a state: <c>[Shop] [✅ Up] 200</c>.</summary>
    private static string? StateOfText(UsualFields fields) =>
        fields.Text is { } text && Headline.Of(text) is { IsOfMonitor: true, State: { } state } ? state : null;

    /// <summary>In a line such as <c>Severity: High</c> of a mail that comes as JSON.</summary>
    private static SeverityClaim? SeverityInText(EventMessage message, UsualFields fields) =>
        message.IsObject && fields.Text is { } text && text.Contains('\n', StringComparison.Ordinal)
            ? UsualFields.Find(LabelledText.Read(text)).Severity
            : null;

    private static SeverityClaim Default(string? state, bool isKnown)
    {
        if (StateWords.IsFailure(state))
            return new SeverityClaim(Severity.Error, $"default for messages in the state {state}");
        return new SeverityClaim(Severity.Warning,
            isKnown ? "default for messages without a severity" : "default for unknown messages");
    }

    /// <summary>
    /// The identity, and those that earlier releases gave the same alert. The id of the message identifies an alert only
    /// if it has a state, and not if the state is that of a run, which has a new id each time.
    /// </summary>
    private static (string Key, IEnumerable<string> Earlier) Identity(
        EventMessage message, UsualFields fields, Headline headline, bool isKnown)
    {
        var state = fields.State ?? headline.State ?? StateOfText(fields);
        var hasState = (state ?? fields.UnknownState) is not null;
        var byTitle = headline.Title.Length > 0
            ? KeyFromTitle(headline.Line.Length > 0 ? headline.Line : headline.Title, isKnown || state is not null,
                message.Text)
            : KeyFromTitle(FallbackTitle.Name(message), isStateful: false, message.Text);
        var earlier = fields.EarlierKey ?? (hasState ? fields.Id : null) ?? byTitle;
        var isRun = fields.IsRun;
        var hasOwnState = fields.State is not null || fields.UnknownState is not null;
        var key = fields.Key
            ?? (isRun ? null : fields.OwnId)
            ?? (StateWords.IsOutcome(state) ? RuleKey(fields, headline) : null)
            ?? (hasOwnState && !isRun && !fields.IsEventId ? fields.Id : null)
            ?? RuleKey(fields, headline)
            ?? fields.SubjectKey
            ?? (isKnown || state is not null ? SubjectKey(fields, headline) : null)
            ?? byTitle;
        string?[] all = [key == earlier || (fields.IsStateOfRun && fields.EarlierKey is null) ? null : earlier,
            MarkedTitle(message)];
        return (key, all.OfType<string>().Where(each => each != key).Distinct());
    }

    /// <summary>The next run of <c>Pipeline #12</c> has another number.</summary>
    [GeneratedRegex(@"\s*#\d+", RegexOptions.CultureInvariant)]
    private static partial Regex RunNumber();

    private static string? RuleKey(UsualFields fields, Headline headline) =>
        fields.RuleKey is { } rule && fields.IsCoarse ? $"{rule}|{headline.Subject}" : fields.RuleKey;

    /// <summary>Version 1 read a text for Slack with its marks.</summary>
    private static string? MarkedTitle(EventMessage message) => ChatText.IsMarked(message.Json)
        && Headline.Of(message.Json.Text("text")!) is { State: not null, Line: { Length: > 0 } line } ? line : null;

    /// <summary>
    /// The title without its state and, if the alert has an end, what it is about: the end on one host must not end
    /// that on another.
    /// </summary>
    private static string? SubjectKey(UsualFields fields, Headline headline)
    {
        if (headline.Subject.Length == 0)
            return null;
        var target = (fields.State ?? headline.State) is null
            ? fields.Target.Where(AlertKey.IsExact)
            : fields.Target;
        var others = target.Where(field => !headline.Subject.Contains(field.Value, StringComparison.OrdinalIgnoreCase))
            .Select(field => $"{field.Name}={field.Value}");
        // The job "shop" is not the service "shop".
        string[] kind = fields.IsRun ? ["run"] : [];
        var subject = fields.IsRun ? RunNumber().Replace(headline.Subject, "").TrimEnd() : headline.Subject;
        return string.Join('|', [.. kind, subject, .. others]);
    }

    /// <summary>
    /// A title identifies an alert only if the message has a state or severity. Otherwise the text is part of the key,
    /// because two texts under one subject are two alerts, and so are two messages without a title.
    /// </summary>
    private static string KeyFromTitle(string title, bool isStateful, string text) =>
        isStateful ? title : $"{title}|{Fingerprint.Of(text)}";

    /// <summary>
    /// Repeated changes of state often share one id and text, so the time of the event or else the delivery
    /// distinguishes them.
    /// </summary>
    private string EventKey(EventMessage message, UsualFields fields, string? state)
    {
        if (message.MessageId is { } messageId)
            return messageId;
        var occurrence = (fields.At ?? fields.StartsAt) is null ? message.Occurrence : Fingerprint.Of(message.Text);
        if (fields.Id is not { } id)
            return occurrence;
        return state is null ? $"{Source}|{id}|" : $"{Source}|{id}|{state}|{occurrence}";
    }

    /// <summary>The full title, if it had to be shortened.</summary>
    private static string? FullTitle(string? title) =>
        title is not null && Headline.Shortens(title) ? title.Trim() : null;

    private static string? FullText(string text, string title) =>
        text.Trim() is { Length: > 0 } body && body != title ? body : null;
}
