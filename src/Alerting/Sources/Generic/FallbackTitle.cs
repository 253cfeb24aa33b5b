using System.Globalization;
using System.Text.Json;

namespace Alerting.Sources.Generic;

/// <summary>Titles for messages without one.</summary>
internal static class FallbackTitle
{
    public const string Untitled = "A message without a title";
    private const int MaxPreviewLength = 80;
    private const int MaxFields = 3;

    /// <summary>The text as a title; empty for JSON, valid or not.</summary>
    public static string PlainText(EventMessage message) =>
        message.Json.ValueKind != JsonValueKind.Undefined || IsSingleValue(message.Text)
            || message.Text.AsSpan().TrimStart() is ['{', ..] or ['[', '{' or '"', ..]
        ? ""
        : message.Text;

    /// <summary>JSON such as <c>null</c> or <c>42</c>.</summary>
    private static bool IsSingleValue(string text) =>
        text.AsSpan().Trim() is "null" or "true" or "false" or "\"\""
            || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>
    /// A title for an object without one: the id of its alert, or its first fields. Null for anything else.
    /// </summary>
    public static string? OfFields(EventMessage message, UsualFields fields)
    {
        if (!message.IsObject)
            return null;
        if (fields.OwnId is { } id && id.Split(':', 2) is [var kind, var number])
            return $"{char.ToUpperInvariant(kind[0])}{kind[1..]} {number}";
        var said = fields.Facts
            .Where(fact => fact.Value.Length <= MaxPreviewLength && fact.Value is not ['{' or '[', ..]
                && !Placeholder.IsUnfilled(fact.Value))
            .Take(MaxFields).Select(fact => $"{fact.Name}: {fact.Value}").ToList();
        return said.Count == 0 ? null : Headline.Cut(string.Join(", ", said), 2 * MaxPreviewLength);
    }

    public static string Name(EventMessage message)
    {
        var text = message.Text.AsSpan().Trim();
        if (text.IsEmpty || text is "null" or "{}" or "[]" or "\"\"")
            return "An empty message";
        if (HasNoRecords(message.Json))
            return "An event without records";
        var from = message.Topic is { } topic ? $" from {topic.ResourceName}"
            : message.Origin is { } path ? $" at {path}"
            : "";
        if (message.Json.ValueKind == JsonValueKind.Undefined && text is ['{' or '[', ..])
            return $"JSON that cannot be read{from}: {Preview(message.Text)}";
        return IsSingleValue(message.Text)
            ? $"A message that says only {text}{from}"
            : $"{Untitled}{from}";
    }

    public static bool HasNoRecords(EventJson json) =>
        json.Has("Records", out var records) && records.ValueKind == JsonValueKind.Array
            && records.GetArrayLength() == 0;

    private static string Preview(string text) => Headline.Cut(
        string.Join(' ',
            text[..Math.Min(text.Length, 1000)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        MaxPreviewLength);
}
