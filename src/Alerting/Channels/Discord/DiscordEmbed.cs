using System.Text.Json;
using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Channels.Discord;

/// <summary>Builds an embed and checks Discord's limits for each part and for the total.</summary>
internal sealed class DiscordEmbed
{
    private const int MaxTitle = 256;
    private const int MaxDescription = 4096;
    private const int MaxFields = 25;
    private const int MaxName = 256;
    private const int MaxValue = 1024;
    private const int MaxTotal = 6000;

    private readonly Tone _tone;
    private readonly string _title;
    private readonly string? _url;
    private readonly List<(string Name, string Value)> _fields = [];
    private string _description = "";

    public DiscordEmbed(Tone tone, string title, string? url)
    {
        _tone = tone;
        _title = MarkdownText.EscapeTo(title, MaxTitle);
        _url = url;
    }

    public bool Fits => _description.Length <= MaxDescription && Characters <= MaxTotal;

    private int Characters =>
        _title.Length + _description.Length + _fields.Sum(each => each.Name.Length + each.Value.Length);

    public void Text(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            Add("\n\n", MarkdownText.Escape(text));
    }

    public void Lines(string text) => Add("\n", MarkdownText.Escape(text));

    /// <summary>A bold line with a link. The text is escaped, and the URL cannot contain a bracket.</summary>
    public void Heading(string text, string? url)
    {
        var escaped = MarkdownText.EscapeTo(text, MaxName);
        Add("\n\n", url is null ? $"**{escaped}**" : $"**[{escaped}]({url})**");
    }

    public void Links(IEnumerable<Link> links)
    {
        var line = string.Join(" · ", links.Select(link => $"[{MarkdownText.Escape(link.Text)}]({link.Url})"));
        if (line.Length > 0)
            Add("\n\n", line);
    }

    public void Fields(IEnumerable<Fact> facts)
    {
        foreach (var fact in facts.Take(MaxFields))
        {
            if (!string.IsNullOrWhiteSpace(fact.Name) && !string.IsNullOrWhiteSpace(fact.Value))
                _fields.Add((MarkdownText.EscapeTo(fact.Name, MaxName), MarkdownText.EscapeTo(fact.Value, MaxValue)));
        }
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("title", _title);
        if (_url is not null)
            json.WriteString("url", _url);
        if (_description.Length > 0)
            json.WriteString("description", _description);
        json.WriteNumber("color", _tone.Rgb);
        if (_fields.Count > 0)
        {
            json.WriteStartArray("fields");
            foreach (var (name, value) in _fields)
                Field(json, name, value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private void Add(string gap, string markup) => _description += _description.Length == 0 ? markup : gap + markup;

    private static void Field(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("value", value);
        json.WriteBoolean("inline", value.Length <= 40);
        json.WriteEndObject();
    }
}
