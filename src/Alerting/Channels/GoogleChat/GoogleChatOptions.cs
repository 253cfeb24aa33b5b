namespace Alerting.Channels.GoogleChat;

internal static class GoogleChatOptions
{
    public static readonly ChannelOption Url = CommonOptions.WebhookUrl("google-chat") with
    {
        Sample = "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=made-up&token=made-up",
    };

    public static ChannelOptions All { get; } =
        new("google_chat", "Google Chat", "google_chat: \"${ssm:/alerting/google-chat-webhook}\"", [Url], [Url])
        {
            Hosts = ["chat.googleapis.com"],
            Mention = new MentionSyntax("<users/all> or <users/1234567890>",
                text => text.Contains("<users/", StringComparison.Ordinal)),
        };
}
