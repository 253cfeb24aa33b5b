namespace Alerting.Channels.Slack;

/// <summary>An incoming webhook's URL, or a bot's token and channel.</summary>
internal static class SlackOptions
{
    public static readonly ChannelOption Url = CommonOptions.WebhookUrl("slack");
    public static readonly ChannelOption Token =
        new("token") { IsSecret = true, Sample = "xoxb-made-up-by-the-playground" };
    public static readonly ChannelOption Channel = new("channel");

    public static ChannelOptions All { get; } = new(
        "slack", "Slack",
        "slack: \"${ssm:/alerting/chat-webhook}\" or " +
        "slack: { token: \"${ssm:/alerting/slack}\", channel: \"#alerts\" }",
        [Url, Token, Channel, CommonOptions.ApiUrl], [Url], [Channel, Token])
    {
        Hosts = ["hooks.slack.com", "slack.com"],
        Mention = new MentionSyntax("<!here>, <!channel>, <@U012AB3CD> or <!subteam^S012AB3CD>",
            text => Opens(text, "<!here", "<!channel", "<!everyone", "<@U", "<@W", "<!subteam^")),
    };

    private static bool Opens(string text, params string[] openings) =>
        Array.Exists(openings, opening => text.Contains(opening, StringComparison.Ordinal));
}
