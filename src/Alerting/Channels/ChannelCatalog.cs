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
using Alerting.Configuration;

namespace Alerting.Channels;

/// <summary>Every channel, once. Configuration, redaction, formats, requests and samples are read from here.</summary>
public static class ChannelCatalog
{
    public static IReadOnlyList<Channel> All { get; } =
    [
        new(SmsOptions.All, new SmsFormat()),
        new(EmailOptions.All, new EmailFormat()),
        new(SlackOptions.All, new SlackFormat(), new SlackRequests()),
        new(TeamsOptions.All, new TeamsFormat(), new TeamsRequests()),
        new(DiscordOptions.All, new DiscordFormat(), new DiscordRequests()),
        new(GoogleChatOptions.All, new GoogleChatFormat(), new GoogleChatRequests()),
        new(MattermostOptions.All, new MattermostFormat(), new MattermostRequests()),
        new(TelegramOptions.All, new TelegramFormat(), new TelegramRequests()),
        new(PagerDutyOptions.All, new PagerDutyFormat(), new PagerDutyRequests()),
        new(OpsgenieOptions.All, new OpsgenieFormat(), new OpsgenieRequests()),
        new(NtfyOptions.All, new NtfyFormat(), new NtfyRequests()),
        new(SnsOptions.All, new SnsFormat()),
        new(WebhookOptions.All, new WebhookFormat(), new WebhookRequests()),
    ];

    public static IEnumerable<string> Keys => All.Select(channel => channel.Key);

    /// <summary>Whether it has incidents, one per group.</summary>
    public static bool IsPager(string key) => TryFind(key, out var channel) && channel.Format.IsPager;

    public static bool TryFind(string key, [NotNullWhen(true)] out Channel? channel)
    {
        channel = All.FirstOrDefault(channel => channel.Key == key);
        return channel is not null;
    }
}

/// <summary>A channel's kit. Each part is a file of the channel's folder.</summary>
public sealed class Channel
{
    internal Channel(ChannelOptions options, IChannelFormat format, IChannelRequests? requests = null) =>
        (Options, Format, Requests) = (options, format, requests);

    public string Key => Options.Key;

    public string Name => Options.Name;

    public ChannelOptions Options { get; }

    internal IChannelFormat Format { get; }

    /// <summary>Null when another protocol than HTTP delivers it, by its own <see cref="ISender"/>.</summary>
    internal IChannelRequests? Requests { get; }

    /// <summary>Whether the service returns a reference to the message, which is then stored.</summary>
    public bool ReturnsReference(Target target) => Requests?.ReturnsReference(target) == true;
}
