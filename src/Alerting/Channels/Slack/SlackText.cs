using Alerting.Text;

namespace Alerting.Channels.Slack;

/// <summary>Slack escapes three characters everywhere.</summary>
/// <remarks>https://docs.slack.dev/messaging/formatting-message-text#escaping</remarks>
internal static class SlackText
{
    public static string Escape(string text) => TextCut.Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Escapes and cuts to the limit after escaping, never inside an entity.</summary>
    public static string EscapeTo(string text, int max) => TextCut.Escaped(text, max, Escape);
}
