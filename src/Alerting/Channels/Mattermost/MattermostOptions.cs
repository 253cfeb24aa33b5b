namespace Alerting.Channels.Mattermost;

internal static class MattermostOptions
{
    public static readonly ChannelOption Url = CommonOptions.WebhookUrl("mattermost");
    public static readonly ChannelOption Channel = new("channel");

    public static ChannelOptions All { get; } =
        new("mattermost", "Mattermost", "mattermost: \"${ssm:/alerting/mattermost-webhook}\"", [Url, Channel], [Url])
        {
            Mention = new MentionSyntax("@channel, @here or @name", text =>
                text.Contains('@', StringComparison.Ordinal) && !text.Contains('<', StringComparison.Ordinal)),
        };
}
