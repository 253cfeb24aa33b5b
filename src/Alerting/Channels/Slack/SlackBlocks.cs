using System.Text.Json;
using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Channels.Slack;

/// <summary>Collects blocks within Slack's limits per block, and counts their characters.</summary>
internal sealed class SlackBlocks
{
    private const int MaxHeader = 150;
    public const int MaxText = 3000;
    private const int MaxField = 2000;
    private const int MaxFields = 10;

    private const int MaxButtons = 25;
    private const int MaxButton = 75;

    private readonly List<Action<Utf8JsonWriter>> _blocks = [];
    private int _links;
    private int _heading;

    public int Count => _blocks.Count;

    /// <summary>Of all texts, after escaping.</summary>
    public int Characters { get; internal set; }

    /// <summary>All blocks from here on stand beside the bar.</summary>
    public void BeginBar() => _heading = _blocks.Count;

    /// <summary>The heading, and the rest in an attachment, because only attachments have a coloured bar.</summary>
    public void WriteTo(Utf8JsonWriter json, string color)
    {
        json.WritePropertyName("blocks");
        Write(json, _blocks.Take(_heading));
        json.WriteStartArray("attachments");
        if (_blocks.Count > _heading)
        {
            json.WriteStartObject();
            json.WriteString("color", color);
            json.WritePropertyName("blocks");
            Write(json, _blocks.Skip(_heading));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<Action<Utf8JsonWriter>> blocks)
    {
        json.WriteStartArray();
        foreach (var block in blocks)
        {
            json.WriteStartObject();
            block(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public void Header(string text)
    {
        var plain = Plain(text.ReplaceLineEndings(" "), MaxHeader);
        Add("header", json => Text(json, "text", "plain_text", plain));
    }

    public void Section(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        var plain = Plain(text, MaxText);
        Add("section", json => Text(json, "text", "plain_text", plain));
    }

    /// <summary>Only our own markup, never alert text.</summary>
    public void Markup(string markup)
    {
        Characters += markup.Length;
        Add("section", json => Text(json, "text", "mrkdwn", markup));
    }

    public void Context(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        var plain = Plain(text, MaxField);
        Add("context", json =>
        {
            json.WriteStartArray("elements");
            Element(json, "plain_text", plain);
            json.WriteEndArray();
        });
    }

    public void Fields(IReadOnlyList<Fact> facts)
    {
        var fields = facts.Take(MaxFields).Select(fact => Plain($"{fact.Name}\n{fact.Value}", MaxField)).ToArray();
        if (fields.Length == 0)
            return;
        Add("section", json =>
        {
            json.WriteStartArray("fields");
            foreach (var field in fields)
                Element(json, "plain_text", field);
            json.WriteEndArray();
        });
    }

    /// <summary>A button each. Slack refuses a block with two buttons of one id.</summary>
    public void Links(IEnumerable<Link> links)
    {
        var buttons = links.Take(MaxButtons).Select(link =>
            (Text: Plain(link.Text.ReplaceLineEndings(" "), MaxButton), link.Url, Id: _links++)).ToArray();
        if (buttons.Length == 0)
            return;
        Characters += buttons.Sum(button => button.Url.Length);
        Add("actions", json =>
        {
            json.WriteStartArray("elements");
            foreach (var (text, url, id) in buttons)
            {
                json.WriteStartObject();
                json.WriteString("type", "button");
                json.WriteString("action_id", $"link-{id}");
                Text(json, "text", "plain_text", text);
                json.WriteString("url", url);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    private string Plain(string text, int max)
    {
        var plain = SlackText.EscapeTo(text, max);
        Characters += plain.Length;
        return plain;
    }

    internal void Add(string type, Action<Utf8JsonWriter> content) => _blocks.Add(json =>
    {
        json.WriteString("type", type);
        content(json);
    });

    private static void Text(Utf8JsonWriter json, string property, string type, string text)
    {
        json.WritePropertyName(property);
        Element(json, type, text);
    }

    private static void Element(Utf8JsonWriter json, string type, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("text", text);
        if (type == "mrkdwn")
            json.WriteBoolean("verbatim", true);
        json.WriteEndObject();
    }
}

/// <summary>Slack escapes three characters everywhere.</summary>
/// <remarks>https://docs.slack.dev/messaging/formatting-message-text#escaping</remarks>
internal static class SlackText
{
    public static string Escape(string text) => TextCut.Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Escapes and cuts to the limit after escaping, never inside an entity.</summary>
    public static string EscapeTo(string text, int max) => TextCut.Escaped(text, max, Escape);
}
