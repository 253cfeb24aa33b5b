using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>
/// Interprets an unknown object by the field names that monitoring systems commonly use. All are optional; other fields
/// become facts.
/// </summary>
internal sealed record UsualFields
{
    private const int MaxFacts = 25;

    public string? Title { get; private init; }

    public string? Text { get; private init; }

    public SeverityClaim? Severity { get; private init; }

    /// <summary>Null unless it is a known word for a state.</summary>
    public string? State { get; private init; }

    /// <summary>A state in a word that is not known: the source has states, so it has an end, too.</summary>
    public string? UnknownState { get; private init; }

    /// <summary>Whether the source can send the end of the alert: it has states, or a key of the alert.</summary>
    public bool HasEnd => (State ?? UnknownState ?? Key) is not null || IsMonitored;

    /// <summary>Whether a monitor or check sent it, which sends an end, too.</summary>
    public bool IsMonitored { get; private init; }

    /// <summary>Whether it is about the run of a job.</summary>
    public bool IsRun { get; private init; }

    public AlertStatus Status { get; private init; }

    /// <summary>Identifies the alert across its events.</summary>
    public string? Key { get; private init; }

    /// <summary>The key as version 1 read it.</summary>
    public string? EarlierKey { get; private init; }

    /// <summary>The subject of a sentence in place of a title.</summary>
    public string? SubjectKey { get; private init; }

    /// <summary>Whether the state is in the object of a run, where version 1 did not look.</summary>
    public bool IsStateOfRun { get; private init; }

    /// <summary>The id of the rule and of what it watches, which identify the alert, too.</summary>
    public string? RuleKey { get; private init; }

    /// <summary>Whether it needs the title, because the thing may have several alerts.</summary>
    public bool IsCoarse { get; private init; }

    /// <summary>The id in an object that is the alert.</summary>
    public string? OwnId { get; private init; }

    /// <summary>The subject of the alert, because several things may have the same title.</summary>
    public IReadOnlyList<(string Name, string Value)> Target { get; private init; } = [];

    /// <summary>Identifies this event, or in some systems the alert.</summary>
    public string? Id { get; private init; }

    /// <summary>
    /// Whether <see cref="Id"/> is that of the event and not of the alert: by its name, or because the state is in
    /// another object.
    /// </summary>
    public bool IsEventId { get; private init; }

    public string? Service { get; private init; }

    public string? Account { get; private init; }

    public string? Region { get; private init; }

    /// <summary>When the event happened.</summary>
    public DateTimeOffset? At { get; private init; }

    public DateTimeOffset? StartsAt { get; private init; }

    public DateTimeOffset? EndsAt { get; private init; }

    public IReadOnlyList<Link> Links { get; private init; } = [];

    public IReadOnlyList<Fact> Facts { get; private init; } = [];

    public static UsualFields Find(EventJson json)
    {
        var chat = ChatMessage.Flatten(json);
        json = KubernetesObject.Flatten(json) ?? json;
        var fields = new FieldList(chat ?? json);
        var (isRun, isMonitored) = (AlertKey.IsRun(fields), AlertKey.HasMonitor(fields));
        var (ownId, ruleKey) = (AlertKey.OwnId(fields), AlertKey.Rule(fields));
        var isCoarse = AlertKey.HasOnlyCoarseIds(fields);
        var title = TitleFields.Take(fields);
        // The end of a chat message often has fewer fields.
        var target = chat is null ? AlertKey.Target(fields) : [];
        var state = StateFields.Take(fields);
        var severity = SeverityFields.Take(fields, state);
        var status = state?.IsResolved == true ? AlertStatus.Resolved : AlertStatus.Firing;
        var text = fields.TakeOfAlert(IsText, FieldNames.Texts) ?? fields.TakeOfAlert(IsText, FieldNames.MoreTexts);
        var (key, earlierKey) = AlertKey.Dedup(fields);
        var id = TakeId(fields, FieldPlace.Own) ?? TakeId(fields, FieldPlace.Alert);
        var usual = new UsualFields
        {
            Title = title,
            Text = text?.Scalar,
            Severity = severity,
            State = state?.Word,
            Status = status,
            Key = key,
            EarlierKey = earlierKey,
            SubjectKey = AlertKey.Subject(fields, state, severity is not null),
            IsStateOfRun = state?.Field?.Place == FieldPlace.Run,
            OwnId = ownId,
            IsRun = isRun && ownId is null,
            IsMonitored = isMonitored,
            RuleKey = ruleKey,
            IsCoarse = isCoarse && title is not null && !isRun,
            Target = target,
            Id = id?.Scalar,
            IsEventId = id is not null && (FieldNames.EventIds.Contains(id.NormalizedName) || id.Parent == "event"
                || (state?.Field is { } said && said.OwnerPath != id.OwnerPath)),
            Service = fields.Take(FieldNames.Services)?.Scalar,
            Account = fields.Take(IsAccount, "account", "accountid", "awsaccount", "awsaccountid")?.Scalar,
            Region = fields.Take(text => JsonFields.RegionOrNull(text) is not null, "region", "awsregion")?.Scalar,
        };
        var times = EventTimes.Take(fields, status);
        var links = FieldLinks.Take(fields);
        usual = usual with { StartsAt = times.StartsAt, EndsAt = times.EndsAt, At = times.At, Links = links };
        usual.WarnOfUnused(fields);
        var unknown = state is null ? UnknownStateIn(fields) : null;
        return usual with { UnknownState = unknown?.Scalar, Facts = Remaining(fields) };
    }

    /// <summary>
    /// Of a text with labelled lines, whose subject or first line is the title, and which stays whole as the summary.
    /// </summary>
    public UsualFields AsLabels() => this with { Title = null, Text = null, Facts = [] };

    /// <summary>Fields with a known name and an unknown value stay facts.</summary>
    private void WarnOfUnused(FieldList fields)
    {
        var severity = fields.Unused("severity", "severitylabel")
            ?? (Severity is null ? fields.Unused("loglevel", "level", "priority", "urgency", "criticality") : null);
        if (severity is { Scalar: { } end } && StateWords.IsResolved(end) && Status == AlertStatus.Resolved)
            severity = null;
        if (severity is not { Scalar: { } word } || !SeverityFields.IsSeverity(severity, word))
            severity?.Value.Warn("a severity such as critical, error, warning or info");
        if (State is null && UnknownStateIn(fields) is { } state)
            state.Value.Warn("a state such as firing or resolved; treated as firing");
        if (At is null && StartsAt is null && fields.Unused(Timed) is { Scalar: { } text } time
            && !EventTimes.IsZero(text))
        {
                time.Value.Warn("a time such as 2026-11-14T03:00:00Z");
        }
    }

    private static readonly string[] Timed =
        ["startsat", "startedat", "starttime", "since", "timestamp", "time", "occurredat", "eventtime", "createdat",
            "date", "datetime"];

    private static Field? UnknownStateIn(FieldList fields) =>
        fields.Unused("status", "state", "alertstatus", "alertstate", "currentstate", "newstate");

    /// <summary>The id of what is watched is not that of the message.</summary>
    private static Field? TakeId(FieldList fields, FieldPlace place) => fields.TakeField(place,
        field => !Placeholder.IsNoId(field.Scalar)
            && (field.Parent is null || !FieldNames.Watched.Contains(field.Parent)),
        "id", "eventid", "uuid", "guid");

    private static bool IsText(string text) => HasText(text) && !FieldLinks.IsWeb(text.Trim());

    public static bool HasText(string text) => !string.IsNullOrWhiteSpace(text);

    private static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static List<Fact> Remaining(FieldList fields)
    {
        var all = fields.Remaining.Select(field => (field.Path, Text: field.Display())).Where(field =>
            field.Text is not null).ToList();
        var facts = all.Take(MaxFacts).Select(field => new Fact(field.Path, field.Text!)).ToList();
        if (all.Count > MaxFacts)
            facts.Add(new Fact("And more", $"{all.Count - MaxFacts} fields not shown"));
        return facts;
    }
}
