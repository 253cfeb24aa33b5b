using System.Globalization;
using System.Text.Json;
using Alerting.Answers;
using Alerting.Incidents;
using Alerting.Notifications;

namespace Alerting.Channels.Slack;

/// <summary>The buttons below a message: those that make sense where its incident stands.</summary>
/// <remarks>https://docs.slack.dev/reference/block-kit/blocks/actions-block and …/block-elements/button-element.</remarks>
internal static class SlackButtons
{
    /// <summary>Followed by the answer. Tells our buttons from those of others in the same app.</summary>
    public const string ActionPrefix = "alerting:";

    /// <summary>Of names, ids and texts of a button; the values come on top.</summary>
    private const int CharactersEach = 120;

    /// <summary>Beside the button, the link to the page needs another name.</summary>
    public static Message NameLink(Message message) => message.Buttons is null ? message : message with
    {
        Items = [.. message.Items.Select(item => item with
        {
            Links = [.. item.Links.Select(
                link => link.Url == message.AnswerUrl ? link with { Text = "Open incident" } : link)],
        })],
    };

    public static void AddTo(SlackBlocks blocks, MessageButtons? buttons)
    {
        if (buttons is null)
            return;
        blocks.Characters += AnswersTo(buttons.Stand).Count() * (CharactersEach + ValueOf(buttons).Length);
        blocks.Add("actions", json => WriteElements(json, buttons));
    }

    /// <summary>The properties of the block, after its type.</summary>
    public static void WriteElements(Utf8JsonWriter json, MessageButtons buttons)
    {
        json.WriteStartArray("elements");
        foreach (var (answer, text, style) in AnswersTo(buttons.Stand))
        {
            json.WriteStartObject();
            json.WriteString("type", "button");
            json.WriteString("action_id", ActionPrefix + answer);
            json.WriteString("value", ValueOf(buttons));
            WriteText(json, "text", text);
            if (style is not null)
                json.WriteString("style", style);
            if (answer == AnswerNames.Close)
                WriteQuestion(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>The token, how many answers there were and the step: <c>TOKEN|2|1</c>. Unknown numbers are empty.</summary>
    public static string ValueOf(MessageButtons buttons) => string.Create(CultureInfo.InvariantCulture,
        $"{buttons.Token}|{buttons.Stand?.Answers}|{buttons.Stand?.Step}");

    private static IEnumerable<(string Answer, string Text, string? Style)> AnswersTo(IncidentStand? stand)
    {
        if (stand?.IsAnswered == true)
            yield return (AnswerNames.Unacknowledge, "Undo", null);
        if (stand?.State != IncidentState.Acknowledged)
            yield return (AnswerNames.Acknowledge, "Acknowledge", "primary");
        yield return (AnswerNames.SnoozeHour, "Snooze 1 h", null);
        yield return (AnswerNames.SnoozeMorning, "Until morning", null);
        if (stand?.CanEscalate == true)
            yield return (AnswerNames.Escalate, "Escalate now", null);
        yield return (AnswerNames.Close, "Close", "danger");
    }

    /// <summary>A close cannot be undone.</summary>
    private static void WriteQuestion(Utf8JsonWriter json)
    {
        json.WriteStartObject("confirm");
        WriteText(json, "title", "Close the incident?");
        WriteText(json, "text", "Everybody who was notified will be notified that it is over.");
        WriteText(json, "confirm", "Close it");
        WriteText(json, "deny", "Leave it open");
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string property, string text)
    {
        json.WriteStartObject(property);
        json.WriteString("type", "plain_text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
