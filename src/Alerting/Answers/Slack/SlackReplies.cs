using Alerting.Channels.Slack;
using Alerting.Text;

namespace Alerting.Answers.Slack;

/// <summary>What Slack gets back for a press.</summary>
/// <remarks>https://docs.slack.dev/interactivity/handling-user-interaction#message_responses</remarks>
internal static class SlackReplies
{
    /// <summary>A text that nobody else in the channel sees.</summary>
    /// <param name="link">Where the presser can answer.</param>
    public static ReadOnlyMemory<byte> OnlyForPresser(string text, string? link = null) => JsonText.Utf8(json =>
    {
        json.WriteString("response_type", "ephemeral");
        json.WriteBoolean("replace_original", false);
        json.WriteString("text", SlackText.Escape(text) +
            (link is null ? "" : $" <{SlackText.Escape(link)}|Answer here>"));
    });
}
