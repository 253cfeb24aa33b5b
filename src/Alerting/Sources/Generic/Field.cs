using System.Text.Json;

namespace Alerting.Sources.Generic;

/// <summary>Where a field is, in order of precedence.</summary>
internal enum FieldPlace
{
    /// <summary>In the top-level object.</summary>
    Own,

    /// <summary>In a nested object that is the alert, by its name.</summary>
    Alert,

    /// <summary>In a nested object that is the run of a job or what is watched.</summary>
    Run,

    /// <summary>In any other nested object.</summary>
    Other,
}

/// <summary>A field with its path in the JSON and its name in lower case without punctuation.</summary>
internal sealed class Field(string path, string plain, EventJson value, FieldPlace place)
{
    private const int LongestDisplay = 500;

    public string Path => path;

    public string NormalizedName => plain;

    public FieldPlace Place => place;

    public string ParentPath { get; } = path[..Math.Max(0, path.LastIndexOf('.'))];

    /// <summary>The object around it, or around an object that only holds its fields: <c>data.attributes</c>.</summary>
    public string OwnerPath { get; } = OwnerOf(path);

    /// <summary>The plain name of the object around it; null at the top.</summary>
    public string? Parent { get; } = ParentOf(path);

    /// <summary>Null also for a placeholder that was never filled, which stays readable as a fact.</summary>
    public string? Scalar { get; } = value.Scalar() is { } text && !Placeholder.IsUnfilled(text) ? text : null;

    public EventJson Value => value;

    public bool IsUsed { get; set; }

    private static string OwnerOf(string path)
    {
        var parts = path.Split('.')[..^1];
        while (parts is [_, ..] && FieldNames.Containers.Contains(FieldList.Normalize(parts[^1])))
            parts = parts[..^1];
        return string.Join('.', parts);
    }

    private static string? ParentOf(string path)
    {
        var parts = path.Split('.');
        for (var i = parts.Length - 2; i >= 0; i--)
        {
            if (FieldList.Normalize(parts[i]) is var name && (i == 0 || !FieldNames.Containers.Contains(name)))
                return name;
        }
        return null;
    }

    /// <summary>Scalars as they are, lists of scalars joined, the rest as JSON; limited in length.</summary>
    public string? Display()
    {
        var text = value.Scalar() ?? value.ValueKind switch
        {
            JsonValueKind.Array when value.EnumerateArray().All(item => item.Scalar() is not null) =>
                string.Join(", ", value.EnumerateArray().Select(item => item.Scalar())),
            JsonValueKind.Array or JsonValueKind.Object => value.GetRawText(),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (text.Length <= LongestDisplay)
            return text;
        return text[..(char.IsHighSurrogate(text[LongestDisplay - 1]) ? LongestDisplay - 1 : LongestDisplay)] + "…";
    }
}
