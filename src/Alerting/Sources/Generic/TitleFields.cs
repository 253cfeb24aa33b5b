namespace Alerting.Sources.Generic;

/// <summary>Finds the title among the fields of an unknown object.</summary>
internal static class TitleFields
{
    private const int MaxNames = 2;

    /// <summary>Names that say which of several similar things it is, the most specific first.</summary>
    private static readonly string[] Specific =
    [
        "fullname", "pathwithnamespace", "thingname", "appname", "app", "application", "applicationname", "project",
        "projectname",
        "servicedesc", "servicedescription", "service", "servicename", "sensor", "monitor",
        "monitorname", "checkname", "host", "hostname", "device", "devicename", "name", "jobname", "job", "queue",
        "instance", "ref",
        "branch", "headbranch",
    ];

    /// <summary>Fields that name a check, whose message only says what it found this time.</summary>
    private static readonly string[] Checks =
        ["sensor", "servicedesc", "servicedescription", "monitorname", "checkname"];

    private static readonly string[] Addresses = ["sorturl", "domain", "hostname", "target", "url"];

    /// <summary>The title, or null if only the text or subject can be one.</summary>
    public static string? Take(FieldList fields) =>
        OfCheck(fields) ?? Usual(fields)?.Scalar ?? (HasProse(fields) ? null : OfParts(fields))
        ?? (fields.HasOwn(FieldNames.Prose) ? null : Event(fields));

    private static Field? Usual(FieldList fields) => Take(fields, FieldPlace.Own, names: true)
        // The summary of an incident is a text.
        ?? fields.TakeField(FieldPlace.Alert, field => field.Parent == "incident" && IsLine(field.Scalar!), "name")
        // A text describes the alert better than the name of a nested object.
        ?? Take(fields, FieldPlace.Alert, names: !fields.HasOwn(FieldNames.Prose))
        ?? fields.TakeOfAlert(IsTitle, FieldNames.MoreTitles);

    /// <summary>The name of a check beside the message that it gave.</summary>
    private static string? OfCheck(FieldList fields)
    {
        if (fields.HasOwn([.. FieldNames.Titles, .. FieldNames.Summaries, .. FieldNames.Named]))
            return null;
        return fields.HasOwn(Checks) && fields.HasOwn("message", "msg") ? Names(fields) : null;
    }

    private static bool HasProse(FieldList fields) => fields.All.Any(field => !field.IsUsed
        && field.Place is FieldPlace.Own or FieldPlace.Alert && FieldNames.Prose.Contains(field.NormalizedName)
        && UsualFields.HasText(field.Scalar ?? ""));

    /// <summary>The name of a rule or job says little without that of what it is about.</summary>
    private static string? OfParts(FieldList fields)
    {
        if (fields.TakeOfAlert(IsTitle, "errormessage", "errorclass", "statemessage") is { } error)
            return error.Scalar;
        // A repository or project is where it ran, and not what.
        var name = (fields.TakeField(FieldPlace.Run, field => !IsOfPlace(field) && IsLine(field.Scalar!),
                [.. FieldNames.Titles, .. FieldNames.Summaries, .. FieldNames.Named])
            ?? Take(fields, FieldPlace.Run, names: true))?.Scalar;
        var about = About(fields).Where(each => each != name).ToList();
        if (name is not null && about.Count > 0 && about[0].EndsWith("/" + name, StringComparison.Ordinal))
            return about[0];
        if (name is not null)
            return about.Count == 0 ? name : $"{about[0]}: {name}";
        return fields.Take(FieldPlace.Run, IsTitle, "description")?.Scalar ?? Names(fields)
            ?? Address(fields);
    }

    private static bool IsOfPlace(Field field) => field.Parent is "repository" or "repo" or "project" or "workspace";

    private static string? Names(FieldList fields) =>
        About(fields).Take(MaxNames).ToList() is { Count: > 0 } names ? string.Join(' ', names) : null;

    private static string? Address(FieldList fields)
    {
        var field = fields.All.FirstOrDefault(each => each.Place is FieldPlace.Run or FieldPlace.Alert
            && Addresses.Contains(each.NormalizedName) && each.Scalar is { Length: > 0 and < 200 });
        return field?.Scalar is { } text && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0
            ? uri.Host
            : field?.Scalar;
    }

    /// <summary>The type of an event is the last resort.</summary>
    private static string? Event(FieldList fields) => fields.TakeOfAlert(IsTitle, "event")?.Scalar;

    /// <summary>Whether a field has a name that always means the title.</summary>
    public static bool HasUsual(EventJson json)
    {
        var fields = new FieldList(json);
        return (Take(fields, FieldPlace.Own, names: true) ?? Take(fields, FieldPlace.Alert, names: true)) is not null;
    }

    private static IEnumerable<string> About(FieldList fields) => fields.All.Where(AlertKey.IsTarget)
        .Where(field => field.NormalizedName != "id" && field.Scalar!.Any(char.IsLetter)
            && !FieldLinks.IsWeb(field.Scalar))
        .OrderBy(field => Array.IndexOf(Specific, field.NormalizedName) is >= 0 and var at ? at : Specific.Length)
        .Select(field => field.Scalar!).Distinct();

    /// <summary>
    /// A title may have any length. Other fields are titles if they are one short line; longer ones are a last resort,
    /// except for a message, which stays the text.
    /// </summary>
    private static Field? Take(FieldList fields, FieldPlace place, bool names)
    {
        ReadOnlySpan<string> named = names ? FieldNames.Named : [];
        return fields.Take(place, UsualFields.HasText, FieldNames.Titles)
            ?? fields.Take(place, IsLine, [.. FieldNames.Summaries, .. named, "message"])
            ?? fields.Take(place, UsualFields.HasText, [.. FieldNames.Summaries, .. named]);
    }

    private static bool IsLine(string text) =>
        text.AsSpan().Trim() is { Length: > 0 and <= 200 } line && !line.Contains('\n');

    /// <summary>A line that is neither a link nor only a number or a yes.</summary>
    private static bool IsTitle(string text) => IsLine(text) && text.Any(char.IsLetter) && !FieldLinks.IsWeb(text)
        && text.Trim() is not ("true" or "false") && !StateWords.IsWord(text);
}
