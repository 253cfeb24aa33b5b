namespace Alerting.Channels.Telegram;

internal static class TelegramOptions
{
    public static readonly ChannelOption Token =
        new("token") { IsSecret = true, Sample = "123456789:made-up-by-the-playground" };
    public static readonly ChannelOption Chat = new("chat") { Sample = "-1001234567890" };

    public static ChannelOptions All { get; } = new(
        "telegram", "Telegram", "telegram: { token: \"${ssm:/alerting/telegram-token}\", chat: \"-1001234567890\" }",
        [Token, Chat, CommonOptions.ApiUrl], [Chat, Token])
    {
        Hosts = ["api.telegram.org"],
        Mention = new MentionSyntax("@name or <a href=\"tg://user?id=1\">Jo</a>", text =>
            text.Contains("tg://", StringComparison.Ordinal)
            || text.Contains('@', StringComparison.Ordinal) && !text.Contains('<', StringComparison.Ordinal)),
    };
}
