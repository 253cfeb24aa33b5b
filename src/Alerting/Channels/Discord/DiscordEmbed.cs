using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Channels.Discord;

/// <summary>One embed, each part within its own limit, and what it comes to.</summary>
internal sealed class DiscordEmbed
{
    private const int MaxTitle = 256;
    private const int MaxDescription = 4096;
    private const int MaxFields = 25;
    private const int MaxName = 256;
    private const int MaxValue = 1024;

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

    public int Characters => _title.Length + _description.Length + _fields.Sum(each => each.Name.Length + each.Value.Length);

    public void Text(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            Add(text, MarkdownText.EscapeTo);
    }

    /// <summary>Links of our own making: their text is escaped, their address cannot hold a bracket.</summary>
    public void Links(IEnumerable<Link> links)
    {
        var line = "";
        foreach (var link in links)
        {
            var markup = $"[{MarkdownText.EscapeTo(link.Text, 100)}]({link.Url})";
            if (_description.Length + 2 + line.Length + 3 + markup.Length <= MaxDescription)
                line += line.Length == 0 ? markup : " · " + markup;
        }
        if (line.Length > 0)
            Add(line, (text, _) => text);
    }

    public void Fields(IEnumerable<Fact> facts)
    {
        foreach (var fact in facts.Take(MaxFields))
            if (!string.IsNullOrWhiteSpace(fact.Name) && !string.IsNullOrWhiteSpace(fact.Value))
                _fields.Add((MarkdownText.EscapeTo(fact.Name, MaxName), MarkdownText.EscapeTo(fact.Value, MaxValue)));
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

    private void Add(string text, Func<string, int, string> fit)
    {
        var gap = _description.Length == 0 ? "" : "\n\n";
        var room = MaxDescription - _description.Length - gap.Length;
        if (room > 20)
            _description += gap + fit(text, room);
    }

    private static void Field(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("value", value);
        json.WriteBoolean("inline", value.Length <= 40);
        json.WriteEndObject();
    }
}
