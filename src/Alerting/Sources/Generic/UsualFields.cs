using Alerting.Alerts;
using Alerting.Classification;

namespace Alerting.Sources.Generic;

/// <summary>
/// What the fields of an unknown object most likely mean, by the names monitoring systems commonly give them. Nothing
/// is required, and what has no meaning is kept as a fact.
/// </summary>
internal sealed record UsualFields
{
    private const int MaxFacts = 25;

    private static readonly string[] Starts = ["startsat", "startedat", "starttime", "since"];

    private static readonly string[] Times =
        ["timestamp", "time", "occurredat", "eventtime", "createdat", "date", "datetime"];

    private static readonly string[] Texts =
    [
        "text", "message", "description", "body", "details", "detail", "reason", "cause", "error", "errormessage",
        "output", "content", "msg", "longdescription",
    ];

    public string? Title { get; private init; }

    public string? Text { get; private init; }

    public SeverityClaim? Severity { get; private init; }

    /// <summary>The word for the state, where it is one that is understood.</summary>
    public string? State { get; private init; }

    public AlertStatus Status { get; private init; }

    /// <summary>What ties its events together.</summary>
    public string? Key { get; private init; }

    /// <summary>What names this event alone, or the thing.</summary>
    public string? Id { get; private init; }

    public string? Service { get; private init; }

    public string? Account { get; private init; }

    public string? Region { get; private init; }

    public DateTimeOffset? At { get; private init; }

    public DateTimeOffset? StartsAt { get; private init; }

    public IReadOnlyList<Link> Links { get; private init; } = [];

    public IReadOnlyList<Fact> Facts { get; private init; } = [];

    public static UsualFields Find(EventJson json)
    {
        var fields = new FieldList(json);
        var state = fields.TakeOfAlert(StateWords.IsKnown, "status", "state", "alertstatus", "alertstate", "currentstate",
            "newstate", "eventaction", "action", "transition", "alerttransition");
        if (StateWords.IsRunThrough(state?.Scalar))
            state = fields.Take(word => StateWords.IsKnown(word) && !StateWords.IsOver(word), "conclusion", "result", "outcome") ?? state;
        var severity = TakeSeverity(fields);
        var usual = new UsualFields
        {
            Title = TakeTitle(fields)?.Scalar,
            Text = fields.TakeOfAlert(HasText, Texts)?.Scalar,
            Severity = severity?.Scalar is { } word
                ? new SeverityClaim(SeverityWords.Parse(word)!.Value, $"{severity.Path}={word}")
                : null,
            State = state?.Scalar,
            Status = StateWords.IsOver(state?.Scalar) ? AlertStatus.Resolved : AlertStatus.Firing,
            Key = fields.TakeOfAlert(HasText, "dedupkey", "dedup", "deduplicationkey", "incidentkey", "alias", "fingerprint",
                "alertid",
                "incidentid", "alertkey", "groupkey")?.Scalar,
            Id = fields.TakeOfAlert(HasText, "id", "eventid", "uuid", "guid")?.Scalar,
            Service = fields.Take("service", "servicename", "application", "app", "component")?.Scalar,
            Account = fields.Take(IsAccount, "account", "accountid", "awsaccount", "awsaccountid")?.Scalar,
            Region = fields.Take(text => JsonFields.RegionOrNull(text) is not null, "region", "awsregion")?.Scalar,
            StartsAt = Time(fields, Starts),
            At = Time(fields, Times),
            Links = FieldLinks.Take(fields),
            Facts = [],
        };
        usual.NoteWhatIsLeft(fields);
        return usual with { Facts = Remaining(fields) };
    }

    /// <summary>"Alert" as the type of a message says that it is one, and not how bad it is.</summary>
    private static Field? TakeSeverity(FieldList fields)
    {
        static bool IsType(string word) =>
            IsSeverity(word) && !word.Trim().Equals("alert", StringComparison.OrdinalIgnoreCase);
        Field? At(FieldPlace place) =>
            fields.Take(place, IsSeverity, "severity", "severitylabel", "level", "loglevel", "priority", "urgency",
                "criticality")
            ?? fields.Take(place, IsType, "alerttype", "type");
        return At(FieldPlace.Own) ?? At(FieldPlace.Alert);
    }

    /// <summary>
    /// The event's own before that of an object within, and the kind of an event only where nothing is called better.
    /// </summary>
    private static Field? TakeTitle(FieldList fields) =>
        TakeTitle(fields, FieldPlace.Own, names: true)
        // The name of a thing within says less than what is said of it.
        ?? TakeTitle(fields, FieldPlace.Alert, names: !fields.HasOwn(Texts))
        ?? fields.TakeOfAlert(IsLine, "event");

    /// <summary>
    /// What is called a title is one however long it is. Of other names a short line is; a text under one of them is a
    /// title only where there is nothing better, and prose such as a message stays the text.
    /// </summary>
    private static Field? TakeTitle(FieldList fields, FieldPlace place, bool names)
    {
        ReadOnlySpan<string> titles = ["summary", "alertname", "alerttitle", "eventtitle"];
        ReadOnlySpan<string> named = names ? ["name", "checkname", "monitorname", "rulename"] : [];
        return fields.Take(place, HasText, "title", "subject", "headline")
            ?? fields.Take(place, IsLine, [.. titles, .. named, "message"])
            ?? fields.Take(place, HasText, [.. titles, .. named]);
    }

    /// <summary>Fields with the right name and a value that nobody understands stay facts, and are noted.</summary>
    private void NoteWhatIsLeft(FieldList fields)
    {
        var severity = fields.Left("severity", "severitylabel")
            ?? (Severity is null ? fields.Left("loglevel", "level", "priority", "urgency", "criticality") : null);
        severity?.Value.Note("a severity such as critical, error, warning or info");
        if (State is null && fields.Left("status", "state", "alertstatus", "alertstate") is { } state)
            state.Value.Note("a state such as firing or resolved, so it is taken to fire");
        if (At is null && StartsAt is null && fields.Left([.. Starts, .. Times]) is { } time)
            time.Value.Note("a time such as 2026-11-14T03:00:00Z");
    }

    private static bool IsSeverity(string word) => SeverityWords.Parse(word) is not null;

    private static bool HasText(string text) => !string.IsNullOrWhiteSpace(text);

    private static bool IsLine(string text) =>
        text.AsSpan().Trim() is { Length: > 0 and <= 200 } line && !line.Contains('\n');

    private static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    private static DateTimeOffset? Time(FieldList fields, params ReadOnlySpan<string> names) =>
        fields.TakeOfAlert(text => JsonFields.TryTime(text, out _), names)?.Scalar is { } text
            && JsonFields.TryTime(text, out var time)
            ? time
            : null;

    private static List<Fact> Remaining(FieldList fields)
    {
        var all = fields.Rest.Select(field => (field.Path, Text: field.Display())).Where(field =>
            field.Text is not null).ToList();
        var facts = all.Take(MaxFacts).Select(field => new Fact(field.Path, field.Text!)).ToList();
        if (all.Count > MaxFacts)
            facts.Add(new Fact("And more", $"{all.Count - MaxFacts} fields that are not shown"));
        return facts;
    }
}
