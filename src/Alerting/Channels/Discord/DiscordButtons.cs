using System.Text.Json;
using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Discord;

/// <summary>
/// Links of a single alert as buttons below the embed. A webhook may have buttons that only open a link.
/// </summary>
/// <remarks>https://docs.discord.com/developers/components/reference#button: five in a row, URLs of 512 characters.
/// </remarks>
internal static class DiscordButtons
{
    private const int MaxUrl = 512;
    private const int MaxLabel = 80;
    private const int InRow = 5;
    private const int MaxRows = 2;

    /// <summary>Whether a link is one: Discord refuses a message with a longer one.</summary>
    public static bool IsOne(Link link) => link.Url.Length <= MaxUrl;

    public static void Write(Utf8JsonWriter json, Message message)
    {
        var links = message.Items is [var only] ? only.Links.Where(IsOne).DistinctBy(link => link.Url) : [];
        json.WriteStartArray("components");
        foreach (var row in links.Take(InRow * MaxRows).Chunk(InRow))
        {
            json.WriteStartObject();
            json.WriteNumber("type", 1);
            json.WriteStartArray("components");
            foreach (var link in row)
                Button(json, link);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Button(Utf8JsonWriter json, Link link)
    {
        json.WriteStartObject();
        json.WriteNumber("type", 2);
        json.WriteNumber("style", 5);
        json.WriteString("label", TextCut.To(TextCut.Clean(link.Text), MaxLabel));
        json.WriteString("url", link.Url);
        json.WriteEndObject();
    }
}
