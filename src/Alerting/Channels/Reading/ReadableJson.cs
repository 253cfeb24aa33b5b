using System.Text;
using System.Text.Json;

namespace Alerting.Channels.Reading;

/// <summary>
/// Extracts what people see from a chat service's JSON, in order: texts, facts as <c>name: value</c>, links and buttons
/// as <c>text: URL</c>, one per line.
/// </summary>
internal sealed class ReadableJson
{
    /// <summary>The properties with visible text.</summary>
    private static readonly string[] VisibleProperties =
        ["title", "subtitle", "header", "text", "description", "message"];

    private readonly StringBuilder _text = new();
    private readonly Func<string, string> _decode;

    private ReadableJson(Func<string, string> decode) => _decode = decode;

    /// <param name="decode">Converts the service's markup to plain text.</param>
    /// <param name="parts">The document's visible properties, in order.</param>
    public static string Of(Payload payload, Func<string, string> decode, params ReadOnlySpan<string> parts)
    {
        using var document = JsonDocument.Parse(((JsonPayload)payload).Utf8);
        var reading = new ReadableJson(decode);
        foreach (var part in parts)
        {
            if (document.RootElement.TryGetProperty(part, out var element))
                reading.Read(element);
        }
        return reading._text.ToString().TrimEnd();
    }

    private void Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            Line(_decode(element.GetString()!));
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Read(item);
        }
        else if (element.ValueKind == JsonValueKind.Object && !ReadButton(element) && !ReadRuns(element)
            && !ReadFact(element))
        {
            ReadProperties(element);
        }
    }

    private void ReadProperties(JsonElement element)
    {
        foreach (var property in element.EnumerateObject())
        {
            var isContainer = property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object;
            if (property.Name == "fields" && element.TryGetProperty("type", out _))
            {
                ReadSlackFields(property.Value);
            }
            // The list of mentioned people is not shown on the card.
            else if ((isContainer && property.Name != "msteams")
                || Array.IndexOf(VisibleProperties, property.Name) >= 0)
            {
                Read(property.Value);
            }
        }
    }

    /// <summary>A Slack field is one text: the name, a line break, the value.</summary>
    private void ReadSlackFields(JsonElement fields)
    {
        foreach (var field in fields.EnumerateArray())
        {
            var parts = _decode(Text(field, "text")!).Split('\n', 2);
            Line(string.Join(": ", parts));
        }
    }

    private bool ReadButton(JsonElement element)
    {
        var isButton = element.TryGetProperty("onClick", out _) || element.TryGetProperty("action", out _)
            || Text(element, "type") is "button" or "Action.OpenUrl"
            // Discord numbers its kinds.
            || (element.TryGetProperty("style", out _) && element.TryGetProperty("label", out _));
        if (!isButton || (Text(element, "text") ?? Text(element, "title") ?? Text(element, "label")) is not { } label)
            return false;
        Line(Address(element) is { } url ? $"{_decode(label)}: {url}" : $"[{_decode(label)}]");
        return true;
    }

    private static string? Address(JsonElement button)
    {
        if (button.TryGetProperty("onClick", out var click) && click.TryGetProperty("openLink", out var open))
            button = open;
        return Text(button, "url");
    }

    /// <summary>All runs of an Adaptive Card's block are one line.</summary>
    private bool ReadRuns(JsonElement element)
    {
        if (!element.TryGetProperty("inlines", out var runs))
            return false;
        Line(_decode(string.Concat(runs.EnumerateArray().Select(run => Text(run, "text")))));
        return true;
    }

    private bool ReadFact(JsonElement element)
    {
        if ((Text(element, "name") ?? Text(element, "topLabel") ?? Text(element, "title")) is not { } name)
            return false;
        if ((Text(element, "value")
            ?? (element.TryGetProperty("topLabel", out _) ? Text(element, "text") : null)) is not { } value)
        {
            return false;
        }
        Line($"{_decode(name)}: {_decode(value)}");
        return true;
    }

    /// <summary>A property's text, or the text of the object in it.</summary>
    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object => Text(value, "text"),
        _ => null,
    } : null;

    private void Line(string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            _text.Append(text.Trim('\n')).Append('\n');
    }
}
