namespace Alerting.Sources.Generic;

/// <summary>Finds the title among the fields of an unknown object.</summary>
internal static class TitleFields
{
    public static Field? Take(FieldList fields) =>
        Take(fields, FieldPlace.Own, names: true)
        // A text describes the alert better than the name of a nested object.
        ?? Take(fields, FieldPlace.Alert, names: !fields.HasOwn(FieldNames.Texts))
        ?? fields.TakeOfAlert(IsTitle, FieldNames.MoreTitles)
        ?? fields.TakeOfAlert(IsTitle, "event")
        ?? Take(fields, FieldPlace.Run, names: true);

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
