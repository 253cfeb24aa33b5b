using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Alerting.Sources.Generic;

/// <summary>
/// A message for a chat, as many tools can only send: Slack's attachments and blocks, Discord's embeds, cards of Teams
/// and Google Chat. It becomes an object with a title, a text, named fields and links.
/// </summary>
/// <remarks>
/// https://api.slack.com/reference/block-kit/blocks, https://api.slack.com/reference/messaging/attachments,
/// https://discord.com/developers/docs/resources/message#embed-object and
/// https://learn.microsoft.com/en-us/outlook/actionable-messages/message-card-reference
/// </remarks>
internal sealed partial class ChatMessage
{
    private const int MaxParts = 100;
    private const int MaxDepth = 8;
    private const int LongestText = 3000;

    private readonly List<string> _texts = [];
    private readonly List<(string Name, string Value)> _fields = [];
    private readonly List<(string Text, string Url)> _links = [];
    private string? _title;
    private string? _color;
    private string? _time;

    /// <summary>The same message as plain fields; null for anything but a chat message.</summary>
    public static EventJson? Flatten(EventJson json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        if (!IsChat(json))
            return ChatText.Flatten(json);
        var message = new ChatMessage();
        message.Read(json, 0);
        return message.Write(json);
    }

    private static bool IsChat(EventJson json) => IsListOf(json.Get("blocks"), "type")
        || IsListOf(json.Get("embeds"), "title", "description", "fields")
        || IsListOf(json.Get("attachments"), "color", "title_link", "fallback", "pretext", "blocks", "contentType")
        || json.Text("@type") is "MessageCard" || json.Text("type") is "AdaptiveCard"
        || json.Get("cards").ValueKind == JsonValueKind.Array || json.Get("cardsV2").ValueKind == JsonValueKind.Array;

    private static bool IsListOf(EventJson list, params ReadOnlySpan<string> names) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
        && list.EnumerateArray().First() is { ValueKind: JsonValueKind.Object } first && first.HasAny(names);

    /// <summary>Everything people would see, in its order.</summary>
    private void Read(EventJson part, int depth)
    {
        if (depth > MaxDepth || _texts.Count + _fields.Count + _links.Count > MaxParts)
            return;
        if (part.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in part.EnumerateArray().Take(MaxParts))
                Read(item, depth + 1);
        }
        if (part.ValueKind != JsonValueKind.Object)
            return;
        if (Pair(part) is var (name, value))
        {
            _fields.Add((name, value));
            return;
        }
        Take(part);
        foreach (var (key, inner) in part.EnumerateObject())
        {
            if (inner.ValueKind is JsonValueKind.Object or JsonValueKind.Array && key is not ("text" or "@context"))
                Read(inner, depth + 1);
        }
    }

    /// <summary><c>{"title": "Env", "value": "prod"}</c>, with Google's and Teams's names.</summary>
    private static (string Name, string Value)? Pair(EventJson part) =>
        Plain(part, "value", "content") is { } value && !part.Has("type")
        && Plain(part, "title", "name", "topLabel", "key") is { } name ? (name, value) : null;

    private void Take(EventJson part)
    {
        _color ??= Scalar(part, "color", "themeColor");
        _time ??= Scalar(part, "ts", "timestamp");
        var type = Scalar(part, "type");
        var text = Plain(part, "text", "description", "pretext", "activityTitle");
        if (Scalar(part, "url", "title_link", "uri") is { } url && FieldLinks.IsWeb(url))
            _links.Add((text ?? Plain(part, "title", "name") ?? "Details", url));
        if (type is "button" or "Action.OpenUrl" || text is null && !part.Has("title"))
            return;
        if (type == "header")
            _title ??= text;
        else if (Labelled().Match(Raw(part) ?? "") is { Success: true } labelled)
            _fields.Add((labelled.Groups["name"].Value, Unmarked(labelled.Groups["value"].Value)));
        else if (text is not null)
            _texts.Add(text);
        if (type is null or "MessageCard")
            _title ??= Plain(part, "title");
        foreach (Match link in Marked().Matches(Raw(part) ?? ""))
            _links.Add((link.Groups["text"].Value, link.Groups["url"].Value));
    }

    private static string? Scalar(EventJson part, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (part.Has(name, out var value) && value.Scalar() is { } text)
                return text;
        }
        return null;
    }

    /// <summary>The text as it stands: a string, or the text of Slack's text object.</summary>
    private static string? Raw(EventJson part) => part.Has("text", out var value)
        && (value.Scalar() ?? (value.ValueKind == JsonValueKind.Object ? Scalar(value, "text") : null)) is { } text
        ? Headline.Cut(text, LongestText)
        : null;

    private static string? Plain(EventJson part, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if ((name == "text" ? Raw(part) : Scalar(part, name)) is { } text)
                return Unmarked(Headline.Cut(text, LongestText));
        }
        return null;
    }

    /// <summary>Without the marks of links and bold text.</summary>
    private static string Unmarked(string text) =>
        Bold().Replace(Marked().Replace(text, "${text}"), "${text}").Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal).Trim();

    private EventJson Write(EventJson json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "text", "color", "type", "ts", "links" };
            foreach (var (name, value) in json.EnumerateObject())
            {
                if (value.Scalar() is { } scalar && !name.StartsWith('@') && seen.Add(name))
                    writer.WriteString(name, Unmarked(Headline.Cut(scalar, LongestText)));
            }
            if (_title is not null && seen.Add("title"))
                writer.WriteString("title", _title);
            if (_texts.Count > 0)
                writer.WriteString("text", string.Join('\n', _texts.Where(text => text != _title).Distinct()));
            Write(writer, "color", _color);
            Write(writer, "ts", _time);
            foreach (var (name, value) in _fields.Where(field => seen.Add(field.Name)))
                writer.WriteString(name.TrimEnd(':'), value);
            WriteLinks(writer);
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory, JsonBody.Options);
        return new EventJson(document.RootElement.Clone());
    }

    private void WriteLinks(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("links");
        foreach (var (text, url) in _links.Where(link => FieldLinks.IsUseful(FieldList.Normalize(link.Text), link.Url)))
        {
            writer.WriteStartObject();
            writer.WriteString("text", Headline.Cut(text, 80));
            writer.WriteString("url", url);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    /// <summary><c>*Severity:*</c> and its value on the next line or behind it.</summary>
    [GeneratedRegex(@"^\*(?<name>[\w .-]{1,40}?):?\*:?\s+(?<value>[^\n]{1,300})$", RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"<(?<url>https?://[^|>\s]{1,2000})\|(?<text>[^>]{1,200})>", RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Marked();

    [GeneratedRegex(@"(?<![\w*])\*{1,2}(?<text>[^*\n]{1,300}?)\*{1,2}(?![\w*])", RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Bold();
}
