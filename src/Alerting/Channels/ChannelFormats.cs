using System.Diagnostics.CodeAnalysis;
using Alerting.Channels.Discord;
using Alerting.Channels.Email;
using Alerting.Channels.GoogleChat;
using Alerting.Channels.Mattermost;
using Alerting.Channels.Ntfy;
using Alerting.Channels.Opsgenie;
using Alerting.Channels.PagerDuty;
using Alerting.Channels.Slack;
using Alerting.Channels.Sms;
using Alerting.Channels.Sns;
using Alerting.Channels.Teams;
using Alerting.Channels.Telegram;
using Alerting.Channels.Webhook;

namespace Alerting.Channels;

public static class ChannelFormats
{
    private static readonly IChannelFormat[] Formats =
    [
        new SmsFormat(),
        new EmailFormat(),
        new SnsTopicFormat(),
        new SlackChannel(),
        new TeamsChannel(),
        new DiscordChannel(),
        new GoogleChatChannel(),
        new MattermostChannel(),
        new TelegramChannel(),
        new PagerDutyChannel(),
        new OpsgenieChannel(),
        new NtfyChannel(),
        new WebhookChannel(),
    ];

    public static IReadOnlyList<IChannelFormat> All => Formats;

    public static IEnumerable<string> Channels => Formats.Select(format => format.Channel);

    /// <summary>Whether it has incidents, one per group.</summary>
    public static bool IsPager(string channel) => TryFind(channel, out var format) && format.Capabilities.OneGroup;

    public static bool TryFind(string channel, [NotNullWhen(true)] out IChannelFormat? format)
    {
        format = Array.Find(Formats, format => format.Channel == channel);
        return format is not null;
    }
}
