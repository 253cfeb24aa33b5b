using System.Text.Json;
using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Channels.GoogleChat;

/// <summary>Builds a card and counts its widgets.</summary>
/// <remarks>https://developers.google.com/workspace/chat/api/reference/rest/v1/cards</remarks>
internal sealed class GoogleChatCard
{
    private readonly List<(string? Header, GoogleChatWidgets Widgets)> _sections = [];

    public int Widgets => _sections.Sum(section => section.Widgets.Count);

    public void Section(string? header, Action<GoogleChatWidgets> fill)
    {
        var widgets = new GoogleChatWidgets();
        fill(widgets);
        if (widgets.Count > 0)
            _sections.Add((header, widgets));
    }

    public void WriteTo(Utf8JsonWriter json, string title, string subtitle)
    {
        json.WriteStartObject();
        json.WriteString("cardId", "alert");
        json.WriteStartObject("card");
        json.WriteStartObject("header");
        json.WriteString("title", title);
        json.WriteString("subtitle", TextCut.Clean(subtitle));
        json.WriteEndObject();
        json.WriteStartArray("sections");
        foreach (var (header, widgets) in _sections)
        {
            json.WriteStartObject();
            if (header is not null)
                json.WriteString("header", GoogleChatWidgets.Encode(header));
            widgets.WriteTo(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

internal sealed class GoogleChatWidgets
{
    private readonly List<Action<Utf8JsonWriter>> _widgets = [];

    public int Count => _widgets.Count;

    /// <summary>Cards interpret some HTML.</summary>
    public static string Encode(string text) => TextCut.Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    public void Text(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        _widgets.Add(json =>
        {
            json.WriteStartObject("textParagraph");
            json.WriteString("text", Encode(text).ReplaceLineEndings("<br>"));
            json.WriteEndObject();
        });
    }

    public void Fact(Fact fact) => _widgets.Add(json =>
    {
        json.WriteStartObject("decoratedText");
        json.WriteString("topLabel", Encode(fact.Name));
        json.WriteString("text", Encode(fact.Value));
        json.WriteBoolean("wrapText", true);
        json.WriteEndObject();
    });

    public void Buttons(IEnumerable<Link> links)
    {
        var all = links.ToArray();
        if (all.Length == 0)
            return;
        _widgets.Add(json =>
        {
            json.WriteStartObject("buttonList");
            json.WriteStartArray("buttons");
            foreach (var link in all)
                Button(json, link);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartArray("widgets");
        foreach (var widget in _widgets)
        {
            json.WriteStartObject();
            widget(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Button(Utf8JsonWriter json, Link link)
    {
        json.WriteStartObject();
        json.WriteString("text", Encode(link.Text));
        json.WriteStartObject("onClick");
        json.WriteStartObject("openLink");
        json.WriteString("url", link.Url);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
