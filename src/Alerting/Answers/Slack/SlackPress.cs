using System.Text.Json;
using Alerting.Channels.Slack;

namespace Alerting.Answers.Slack;

/// <summary>A press of one of our buttons in a Slack message.</summary>
/// <param name="Token">Of the answer link.</param>
/// <param name="UserId">The member id of whoever pressed it.</param>
/// <param name="ReplyUrl">Where the message can be edited, and where only the presser sees an answer.</param>
/// <param name="Message">As it is in Slack; undefined if it is not known.</param>
internal sealed record SlackPress(
    PressedAnswer Pressed, string Token, string UserId, string UserName, Uri? ReplyUrl, JsonElement Message)
{
    /// <summary>Null for what is not a press of our buttons: an app may have others.</summary>
    public static SlackPress? Read(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SlackPress? Read(JsonElement json)
    {
        if (Text(json, "type") != "block_actions" || First(json, "actions") is not { } action
            || Text(action, "action_id") is not { } id
            || !id.StartsWith(SlackButtons.ActionPrefix, StringComparison.Ordinal)
            || Text(action, "value")?.Split('|') is not [var token, var answers, var step]
            || Child(json, "user") is not { } user || Text(user, "id") is not { Length: > 0 } userId)
        {
            return null;
        }
        var message = Child(json, "message");
        var place = Child(json, "container") is { } container ? Text(container, "message_ts") : null;
        var press = $"{Text(action, "action_ts")}|{userId}|{place}";
        var pressed = new PressedAnswer(id[SlackButtons.ActionPrefix.Length..], press, "slack")
        {
            Seen = AnswerForm.Number(answers), Step = AnswerForm.Number(step),
        };
        return new SlackPress(pressed, token, userId, NameOf(user, userId), ReplyUrlOf(Text(json, "response_url")),
            message?.Clone() ?? default);
    }

    private static string NameOf(JsonElement user, string id)
    {
        var name = Text(user, "name") ?? Text(user, "username") ?? id;
        return name[..Math.Min(name.Length, 60)];
    }

    /// <summary>Slack's own, or a server on this machine that stands in for it.</summary>
    private static Uri? ReplyUrlOf(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttps ? IsSlack(url.Host) : url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)
            ? url : null;

    private static bool IsSlack(string host) => host.EndsWith(".slack.com", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".slack-gov.com", StringComparison.OrdinalIgnoreCase);

    private static JsonElement? First(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            && list[0].ValueKind == JsonValueKind.Object ? list[0] : null;

    private static JsonElement? Child(JsonElement json, string name) =>
        json.TryGetProperty(name, out var child) && child.ValueKind == JsonValueKind.Object ? child : null;

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var text)
        && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
