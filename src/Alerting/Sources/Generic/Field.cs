using System.Text.Json;

namespace Alerting.Sources.Generic;

/// <summary>Where a field stands, the nearest first.</summary>
internal enum FieldPlace
{
    /// <summary>In the object itself.</summary>
    Own,

    /// <summary>In an object within that plainly is the alert.</summary>
    Alert,

    /// <summary>In any other object within: a bystander.</summary>
    Beside,
}

/// <summary>A field with its path as it stands in the JSON, and its name laid plain.</summary>
internal sealed class Field(string path, string plain, EventJson value, FieldPlace place)
{
    private const int LongestDisplay = 500;

    public string Path => path;

    public string Plain => plain;

    public FieldPlace Place => place;

    public string? Scalar { get; } = value.Scalar();

    public EventJson Value => value;

    public bool IsTaken { get; set; }

    /// <summary>
    /// For people: scalars as they are, lists of scalars joined, the rest as JSON, none of them endless.
    /// </summary>
    public string? Display()
    {
        var text = Scalar ?? value.ValueKind switch
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
