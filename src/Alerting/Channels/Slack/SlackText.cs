namespace Alerting.Channels.Slack;

/// <summary>Slack's escaping: three characters, everywhere.</summary>
/// <remarks>https://docs.slack.dev/messaging/formatting-message-text#escaping</remarks>
internal static class SlackText
{
    public static string Escape(string text) => TextCut.Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Escapes and cuts so that the escaped text keeps the limit and no entity is cut in two.</summary>
    public static string EscapeTo(string text, int max) => TextCut.Escaped(text, max, Escape);
}
