namespace Alerting.Channels.Discord;

internal static class DiscordOptions
{
    public static readonly ChannelOption Url = CommonOptions.WebhookUrl("discord");

    public static ChannelOptions All { get; } =
        new("discord", "Discord", "discord: \"${ssm:/alerting/discord-webhook}\"", [Url], [Url]);
}
