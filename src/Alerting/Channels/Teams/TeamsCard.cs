using System.Text.Json;
using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Channels.Teams;

/// <summary>Writes the elements of an Adaptive Card, version 1.4.</summary>
/// <remarks>A text run shows its text unformatted: https://adaptivecards.io/explorer/RichTextBlock.html and
/// TextRun.html.</remarks>
internal sealed class TeamsCard(Utf8JsonWriter json, IReadOnlyList<string> mentions)
{
    /// <summary>Runs show no line breaks, so each line is a block. Further lines share the last block.</summary>
    private const int MaxLines = 30;

    public void Write(Action<TeamsCard> body)
    {
        json.WriteStartArray("body");
        body(this);
        json.WriteEndArray();
        json.WriteStartObject("msteams");
        json.WriteString("width", "Full");
        if (mentions.Count > 0)
        {
            json.WriteStartArray("entities");
            foreach (var person in mentions)
                Entity(person);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    public void Heading(string style, string word, string title)
    {
        json.WriteStartObject();
        json.WriteString("type", "Container");
        json.WriteString("style", style);
        json.WriteBoolean("bleed", true);
        json.WriteStartArray("items");
        Text(word, "size", "Small");
        Text(title, "size", "Large");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The only text block: text runs cannot mention.</summary>
    public void Mention()
    {
        if (mentions.Count == 0)
            return;
        json.WriteStartObject();
        json.WriteString("type", "TextBlock");
        json.WriteString("text", string.Join(' ', mentions.Select(TeamsMentions.Text)));
        json.WriteBoolean("wrap", true);
        json.WriteEndObject();
    }

    /// <summary>One block per line. The property is set on its run, to <c>true</c> if it has no value.</summary>
    public void Text(string? text, string? property = null, string? value = null, bool separator = false)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        foreach (var line in text.Split('\n', MaxLines, StringSplitOptions.RemoveEmptyEntries))
            Block(separator, () => Run(line.ReplaceLineEndings(" "), property, value));
    }

    public void Fact(Fact fact) => Block(separator: false, () =>
    {
        Run(fact.Name + ": ", "isSubtle", null);
        Run(fact.Value, null, null);
    });

    public void Links(IEnumerable<Link> links)
    {
        var all = links.ToArray();
        if (all.Length == 0)
            return;
        json.WriteStartObject();
        json.WriteString("type", "ActionSet");
        json.WriteStartArray("actions");
        foreach (var link in all)
        {
            json.WriteStartObject();
            json.WriteString("type", "Action.OpenUrl");
            json.WriteString("title", Plain(link.Text));
            json.WriteString("url", link.Url);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Block(bool separator, Action runs)
    {
        json.WriteStartObject();
        json.WriteString("type", "RichTextBlock");
        if (separator)
            json.WriteBoolean("separator", true);
        else
            json.WriteString("spacing", "Small");
        json.WriteStartArray("inlines");
        runs();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Run(string text, string? property, string? value)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextRun");
        json.WriteString("text", Plain(text));
        if (property is not null && value is not null)
            json.WriteString(property, value);
        else if (property is not null)
            json.WriteBoolean(property, true);
        json.WriteEndObject();
    }

    private void Entity(string person)
    {
        json.WriteStartObject();
        json.WriteString("type", "mention");
        json.WriteString("text", TeamsMentions.Text(person));
        json.WriteStartObject("mentioned");
        json.WriteString("id", person);
        json.WriteString("name", person);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>
    /// Cards replace dates in double braces and look for mentions in every text. An invisible space prevents both.
    /// </summary>
    private static string Plain(string text) => TextCut.Clean(text)
        .Replace("{{", "{\u200B{", StringComparison.Ordinal)
        .Replace("<at", "<\u200Bat", StringComparison.OrdinalIgnoreCase);
}
