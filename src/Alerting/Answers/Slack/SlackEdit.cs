using System.Text.Json;
using Alerting.Channels.Slack;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Answers.Slack;

/// <summary>
/// A message as it is in Slack, with another line about where its incident stands, and the buttons that make sense now. Its
/// content stays: an edit needs no state.
/// </summary>
/// <param name="buttons">Null once nobody can answer.</param>
internal sealed class SlackEdit(JsonElement message, string stand, MessageButtons? buttons)
{
    private const int MaxBlocks = 50;

    /// <summary>Tells the line, which changes, from the message itself.</summary>
    private const string StandId = "alerting-stand";

    public ReadOnlyMemory<byte> Payload() => JsonText.Utf8(json =>
    {
        json.WriteBoolean("replace_original", true);
        if (message.TryGetProperty("text", out var text))
        {
            json.WritePropertyName("text");
            text.WriteTo(json);
        }
        // A coloured bar makes of the blocks an attachment.
        var attachments = Items(message, "attachments").ToList();
        var isInAttachment = attachments.Exists(each => Items(each, "blocks").Any(HasOurButtons));
        json.WritePropertyName("blocks");
        WriteBlocks(json, message, isOurs: !isInAttachment);
        if (attachments.Count == 0)
            return;
        json.WriteStartArray("attachments");
        foreach (var attachment in attachments)
            WriteAttachment(json, attachment);
        json.WriteEndArray();
    });

    private void WriteAttachment(Utf8JsonWriter json, JsonElement attachment)
    {
        json.WriteStartObject();
        foreach (var property in attachment.EnumerateObject())
        {
            if (property.NameEquals("blocks"))
            {
                json.WritePropertyName("blocks");
                WriteBlocks(json, attachment, Items(attachment, "blocks").Any(HasOurButtons));
            }
            // Slack numbers them anew.
            else if (!property.NameEquals("id"))
            {
                property.WriteTo(json);
            }
        }
        json.WriteEndObject();
    }

    private void WriteBlocks(Utf8JsonWriter json, JsonElement parent, bool isOurs)
    {
        json.WriteStartArray();
        foreach (var block in Items(parent, "blocks").Where(IsContent).Take(MaxBlocks - 2))
            block.WriteTo(json);
        if (isOurs)
            WriteStand(json);
        json.WriteEndArray();
    }

    private void WriteStand(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "context");
        json.WriteString("block_id", StandId);
        json.WriteStartArray("elements");
        json.WriteStartObject();
        json.WriteString("type", "plain_text");
        json.WriteString("text", SlackText.EscapeTo(stand, 2000));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        if (buttons is null)
            return;
        json.WriteStartObject();
        json.WriteString("type", "actions");
        SlackButtons.WriteElements(json, buttons);
        json.WriteEndObject();
    }

    private static bool IsContent(JsonElement block) =>
        !(block.TryGetProperty("block_id", out var id) && id.ValueEquals(StandId)) && !HasOurButtons(block);

    private static bool HasOurButtons(JsonElement block) => Items(block, "elements").Any(element =>
        element.TryGetProperty("action_id", out var id) && id.ValueKind == JsonValueKind.String
        && id.GetString()!.StartsWith(SlackButtons.ActionPrefix, StringComparison.Ordinal));

    private static IEnumerable<JsonElement> Items(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var items)
        && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];
}
