namespace Alerting.Sources.Generic;

/// <summary>Finds the title among the fields of an unknown object.</summary>
internal static class TitleFields
{
    private const int MaxNames = 3;

    /// <summary>Names that tell which of several like things it is, the fullest first.</summary>
    private static readonly string[] Fullest = ["fullname", "pathwithnamespace", "thingname"];

    /// <summary>The title, or null if only the text or subject can be one.</summary>
    public static string? Take(FieldList fields)
    {
        var title = Take(fields, FieldPlace.Own, names: true)
            // A text describes the alert better than the name of a nested object.
            ?? Take(fields, FieldPlace.Alert, names: !fields.HasOwn(FieldNames.Texts))
            ?? fields.TakeOfAlert(IsTitle, FieldNames.MoreTitles)
            ?? fields.TakeOfAlert(IsTitle, "event");
        if (title is not null)
            return title.Scalar;
        if (fields.HasOwn(FieldNames.Texts))
            return null;
        // The name of a rule or job says little without that of what it is about.
        var name = Take(fields, FieldPlace.Run, names: true)?.Scalar;
        var about = About(fields).Where(each => each != name).ToList();
        return name is null
            ? about.Count == 0 ? null : string.Join(' ', about.Take(MaxNames))
            : about.Count == 0 ? name : $"{about[0]}: {name}";
    }

    /// <summary>Whether a field has a name that always means the title.</summary>
    public static bool HasUsual(EventJson json)
    {
        var fields = new FieldList(json);
        return (Take(fields, FieldPlace.Own, names: true) ?? Take(fields, FieldPlace.Alert, names: true)) is not null;
    }

    private static IEnumerable<string> About(FieldList fields) => fields.All.Where(AlertKey.IsTarget)
        .Where(field => field.Scalar!.Any(char.IsLetter) && !FieldLinks.IsWeb(field.Scalar))
        .OrderBy(field => Array.IndexOf(Fullest, field.NormalizedName) is >= 0 and var at ? at : Fullest.Length)
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
        && text.Trim() is not ("true" or "false");
}
