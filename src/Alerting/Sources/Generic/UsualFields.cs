using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>
/// Interprets an unknown object by the field names that monitoring systems commonly use. All are optional; other fields
/// become facts.
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

    /// <summary>Null unless it is a known word for a state.</summary>
    public string? State { get; private init; }

    /// <summary>A state in a word that is not known: the source has states, so it has an end, too.</summary>
    public string? UnknownState { get; private init; }

    /// <summary>Whether the source can send the end of the alert: it has states, or a key of the alert.</summary>
    public bool HasEnd => (State ?? UnknownState ?? Key) is not null;

    public AlertStatus Status { get; private init; }

    /// <summary>Identifies the alert across its events.</summary>
    public string? Key { get; private init; }

    /// <summary>Identifies this event, or in some systems the alert.</summary>
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
        var state = fields.TakeOfAlert(StateWords.IsKnown, "status", "state", "alertstatus", "alertstate",
            "currentstate", "newstate", "eventaction", "action", "transition", "alerttransition");
        if (StateWords.IsFinished(state?.Scalar))
        {
            state = fields.Take(word => StateWords.IsKnown(word) && !StateWords.IsResolved(word), "conclusion",
                "result", "outcome") ?? state;
        }
        var severity = TakeSeverity(fields);
        var usual = new UsualFields
        {
            Title = TakeTitle(fields)?.Scalar,
            Text = fields.TakeOfAlert(HasText, Texts)?.Scalar,
            Severity = severity?.Scalar is { } word
                ? new SeverityClaim(SeverityWords.Parse(word)!.Value, $"{severity.Path}={word}")
                : null,
            State = state?.Scalar,
            Status = StateWords.IsResolved(state?.Scalar) ? AlertStatus.Resolved : AlertStatus.Firing,
            Key = fields.TakeOfAlert(HasText, "dedupkey", "dedup", "deduplicationkey", "incidentkey", "alias",
                "fingerprint", "alertid", "incidentid", "alertkey", "groupkey")?.Scalar,
            Id = fields.TakeOfAlert(HasText, "id", "eventid", "uuid", "guid")?.Scalar,
            Service = fields.Take("service", "servicename", "application", "app", "component")?.Scalar,
            Account = fields.Take(IsAccount, "account", "accountid", "awsaccount", "awsaccountid")?.Scalar,
            Region = fields.Take(text => JsonFields.RegionOrNull(text) is not null, "region", "awsregion")?.Scalar,
            StartsAt = Time(fields, Starts),
            At = Time(fields, Times),
            Links = FieldLinks.Take(fields),
            Facts = [],
        };
        usual.WarnOfUnused(fields);
        var unknown = state is null ? UnknownStateIn(fields) : null;
        return usual with { UnknownState = unknown?.Scalar, Facts = Remaining(fields) };
    }

    /// <summary>The type "alert" is not a severity.</summary>
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

    private static Field? TakeTitle(FieldList fields) =>
        TakeTitle(fields, FieldPlace.Own, names: true)
        // A text describes the alert better than the name of a nested object.
        ?? TakeTitle(fields, FieldPlace.Alert, names: !fields.HasOwn(Texts))
        ?? fields.TakeOfAlert(IsLine, "event");

    /// <summary>
    /// A title may have any length. Other fields are titles if they are one short line; longer ones are a last resort,
    /// except for a message, which stays the text.
    /// </summary>
    private static Field? TakeTitle(FieldList fields, FieldPlace place, bool names)
    {
        ReadOnlySpan<string> titles = ["summary", "alertname", "alerttitle", "eventtitle"];
        ReadOnlySpan<string> named = names ? ["name", "checkname", "monitorname", "rulename"] : [];
        return fields.Take(place, HasText, "title", "subject", "headline")
            ?? fields.Take(place, IsLine, [.. titles, .. named, "message"])
            ?? fields.Take(place, HasText, [.. titles, .. named]);
    }

    /// <summary>Fields with a known name and an unknown value stay facts.</summary>
    private void WarnOfUnused(FieldList fields)
    {
        var severity = fields.Unused("severity", "severitylabel")
            ?? (Severity is null ? fields.Unused("loglevel", "level", "priority", "urgency", "criticality") : null);
        if (severity is not { Scalar: { } word } || !IsSeverity(word))
            severity?.Value.Warn("a severity such as critical, error, warning or info");
        if (State is null && UnknownStateIn(fields) is { } state)
            state.Value.Warn("a state such as firing or resolved; treated as firing");
        if (At is null && StartsAt is null && fields.Unused([.. Starts, .. Times]) is { } time)
            time.Value.Warn("a time such as 2026-11-14T03:00:00Z");
    }

    private static Field? UnknownStateIn(FieldList fields) =>
        fields.Unused("status", "state", "alertstatus", "alertstate", "currentstate", "newstate");

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
        var all = fields.Remaining.Select(field => (field.Path, Text: field.Display())).Where(field =>
            field.Text is not null).ToList();
        var facts = all.Take(MaxFacts).Select(field => new Fact(field.Path, field.Text!)).ToList();
        if (all.Count > MaxFacts)
            facts.Add(new Fact("And more", $"{all.Count - MaxFacts} fields not shown"));
        return facts;
    }
}
