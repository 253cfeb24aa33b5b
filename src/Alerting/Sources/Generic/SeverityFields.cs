using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>Finds the severity among the fields of an unknown object.</summary>
internal static class SeverityFields
{
    private const int MaxTags = 50;

    public static SeverityClaim? Take(FieldList fields, FoundState? state)
    {
        var tool = SeverityTool.Of(fields);
        bool Fits(Field field) => SeverityOf(field, tool) is not null;
        var field = At(fields, FieldPlace.Own, Fits) ?? At(fields, FieldPlace.Alert, Fits)
            ?? (fields.HasOwn(FieldNames.Titles) ? null : fields.TakeField(FieldPlace.Run, Fits, FieldNames.Severities)
                ?? fields.TakeField(FieldPlace.Run, Fits, "level"));
        if (field is { Scalar: { } value })
            return new SeverityClaim(SeverityOf(field, tool)!.Value, $"{field.Path}={value}");
        return OfList(fields) ?? OfTag(fields) ?? OfState(state) ?? OfColor(fields, state);
    }

    public static bool IsSeverity(Field field, string value) =>
        SeverityScale.Parse(field.NormalizedName, field.Path, value) is not null;

    private static Severity? SeverityOf(Field field, SeverityTool? tool) =>
        SeverityScale.Parse(field.NormalizedName, field.Path, field.Scalar!, tool);

    private static Field? At(FieldList fields, FieldPlace place, Func<Field, bool> fits) =>
        // Beside a number that only its sender can read may stand the word for it.
        fields.TakeField(place, field => fits(field) && field.Scalar!.Any(char.IsLetter), FieldNames.SeverityWordNames)
        ?? fields.TakeField(place, fits, FieldNames.Severities)
        ?? fields.TakeField(place, fits, FieldNames.Levels)
        ?? fields.TakeField(place, IsType, FieldNames.Types)
        ?? fields.TakeField(place, fits, FieldNames.MoreSeverities);

    /// <summary>The type "alert" is not a severity.</summary>
    private static bool IsType(Field field) => SeverityWords.Parse(field.Scalar) is not null
        && !field.Scalar!.Trim().Equals("alert", StringComparison.OrdinalIgnoreCase);

    /// <summary>A state that is a severity, too: <c>state: CRITICAL</c>.</summary>
    private static SeverityClaim? OfState(FoundState? state) =>
        state is { IsResolved: false, Field: { } field } && !StateWords.IsOutcome(state.Word)
        && SeverityWords.Parse(state.Word) is { } severity && state.Word.Trim().ToLowerInvariant() is not "alert"
            ? new SeverityClaim(severity, $"{field.Path}={state.Word}")
            : null;

    /// <summary><c>severity: ["critical"]</c></summary>
    private static SeverityClaim? OfList(FieldList fields)
    {
        var field = fields.All.FirstOrDefault(field => field.Place is FieldPlace.Own or FieldPlace.Alert
            && FieldNames.Severities.Contains(field.NormalizedName)
            && field.Value is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 1
            && SeverityScale.Parse("severity", field.Path, field.Display() ?? "") is not null);
        if (field is null)
            return null;
        field.IsUsed = true;
        return new SeverityClaim(SeverityScale.Parse("severity", field.Path, field.Display()!)!.Value,
            $"{field.Path}={field.Display()}");
    }

    /// <summary><c>tags: ["severity:critical"]</c>, as a list, a text or a list of names and values.</summary>
    private static SeverityClaim? OfTag(FieldList fields)
    {
        // Of an object: "tags": {"severity": "critical"}.
        if (fields.All.FirstOrDefault(field => field.NormalizedName is "severity" or "priority" or "sev"
            && field.Parent?.EndsWith("tags", StringComparison.Ordinal) == true
            && field.Scalar is { } word && SeverityScale.Parse("severity", field.Path, word) is not null) is { } tag)
        {
            return new SeverityClaim(SeverityScale.Parse("severity", tag.Path, tag.Scalar!)!.Value,
                $"{tag.Path}={tag.Scalar}");
        }
        foreach (var field in fields.All)
        {
            if (field.Place is not (FieldPlace.Own or FieldPlace.Alert)
                || !(field.NormalizedName.EndsWith("tags", StringComparison.Ordinal)
                    || field.NormalizedName.EndsWith("labels", StringComparison.Ordinal)))
            {
                continue;
            }
            foreach (var (name, value) in Tags(field.Value).Take(MaxTags))
            {
                if (FieldList.Normalize(name) is "severity" or "priority" or "sev"
                    && SeverityScale.Parse("severity", name, value) is { } severity)
                {
                    return new SeverityClaim(severity, $"{field.Path} {name}={value}");
                }
            }
        }
        return null;
    }

    private static IEnumerable<(string Name, string Value)> Tags(EventJson value)
    {
        var texts = value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select(item => item.Scalar() ?? Pair(item)),
            JsonValueKind.String => value.Scalar()?.Split(',') ?? [],
            _ => [],
        };
        foreach (var text in texts)
        {
            if (text?.IndexOfAny([':', '=']) is > 0 and var at)
                yield return (text[..at].Trim(), text[(at + 1)..].Trim());
        }
    }

    private static string? Pair(EventJson item) =>
        item.Has("value", out var value) && value.Scalar() is { } text
        && (item.Has("key", out var name) || item.Has("name", out name) || item.Has("tag", out name))
            ? $"{name.Scalar()}={text}"
            : null;

    /// <summary>The colour of a chat message: red is an error, yellow and orange a warning.</summary>
    private static SeverityClaim? OfColor(FieldList fields, FoundState? state)
    {
        if (state?.IsResolved == true
            || fields.TakeOfAlert(IsColor, FieldNames.Colors) is not { Scalar: { } color } field)
        {
            return null;
        }
        return ChatColors.SeverityOf(color) is { } severity
            ? new SeverityClaim(severity, $"{field.Path}={color}")
            : null;

        static bool IsColor(string text) => ChatColors.SeverityOf(text) is not null;
    }
}
