using System.Text;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Channels.Mattermost;

/// <summary>One attachment: a coloured bar, a linked title, Markdown and a table of facts.</summary>
internal sealed record MattermostAttachment(Tone Tone, string Title, string? Url, IReadOnlyList<string?> Paragraphs)
{
    public IReadOnlyList<Link> Links { get; init; } = [];

    public IReadOnlyList<Fact> Facts { get; init; } = [];

    public static string Json(IEnumerable<MattermostAttachment> attachments)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Relaxed))
        {
            json.WriteStartArray();
            foreach (var attachment in attachments)
                attachment.WriteTo(json);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("fallback", MarkdownText.EscapeTo(Title, 300));
        json.WriteString("color", Tone.Hex);
        json.WriteString("title", MarkdownText.EscapeTo(Title, 300));
        if (Url is not null)
            json.WriteString("title_link", Url);
        json.WriteString("text", Text());
        if (Facts.Count > 0)
        {
            json.WriteStartArray("fields");
            foreach (var fact in Facts)
                Field(json, fact);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private string Text()
    {
        // Two spaces end a line in Markdown. Not every client accepts a bare line break.
        var paragraphs = Paragraphs.Where(text => !string.IsNullOrWhiteSpace(text))
            .Select(text => MarkdownText.Escape(text!).Replace("\n", "  \n", StringComparison.Ordinal));
        var links = string.Join(" · ", Links.Select(link => $"[{MarkdownText.Escape(link.Text)}]({link.Url})"));
        return string.Join("\n\n", links.Length > 0 ? paragraphs.Append(links) : paragraphs);
    }

    private static void Field(Utf8JsonWriter json, Fact fact)
    {
        json.WriteStartObject();
        json.WriteString("title", MarkdownText.Escape(fact.Name));
        json.WriteString("value", MarkdownText.Escape(fact.Value));
        json.WriteBoolean("short", fact.Value.Length <= 40);
        json.WriteEndObject();
    }
}
