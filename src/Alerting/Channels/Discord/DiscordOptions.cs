namespace Alerting.Channels.Discord;

internal static class DiscordOptions
{
    public static readonly ChannelOption Url = CommonOptions.WebhookUrl("discord");

    public static ChannelOptions All { get; } =
        new("discord", "Discord", "discord: \"${ssm:/alerting/discord-webhook}\"", [Url], [Url])
        {
            Hosts = ["discord.com", ".discord.com", "discordapp.com"],
            Mention = new MentionSyntax("@here, @everyone, <@1234567890> or <@&1234567890>",
                text => DiscordMentions.AreIn(text)),
        };
}
