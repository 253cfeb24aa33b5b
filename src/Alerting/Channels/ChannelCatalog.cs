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
using Alerting.Channels.Templating;
using Alerting.Channels.Telegram;
using Alerting.Channels.Voice;
using Alerting.Channels.Webhook;
using Alerting.Configuration;
using Alerting.Notifications;

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

    /// <summary>The channels that a person can have. One that is not in <see cref="All"/> is not used yet.</summary>
    internal static IReadOnlyList<ChannelOptions> Personal { get; } =
    [
        SmsOptions.All, VoiceOptions.All, EmailOptions.All, NtfyOptions.All, TelegramOptions.All, SnsOptions.All,
        WebhookOptions.All,
    ];

    public static IEnumerable<string> Keys => All.Select(channel => channel.Key);

    /// <summary>Whether it has incidents, one per group.</summary>
    public static bool IsPager(string key) => TryFind(key, out var channel) && channel.Format.IsPager;

    /// <summary>Whether it wakes people: not for what can wait until they look.</summary>
    public static bool IsPhone(string key) => key == SmsOptions.All.Key;

    public static bool TryFind(string key, [NotNullWhen(true)] out Channel? channel)
    {
        channel = All.FirstOrDefault(channel => channel.Key == key);
        return channel is not null;
    }
}

/// <summary>A channel's kit: options, format and, for HTTP, requests. Each part is a file of the channel's folder.</summary>
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

    /// <summary>The message with its templates, and why one of them was not used.</summary>
    internal (Payload Payload, string? Problem) Write(Message message)
    {
        var (templated, problem) = TemplatedMessage.Of(Options, message);
        return (Format.Write(templated), problem);
    }

    /// <summary>Whether the service returns a reference to the message, which is then stored.</summary>
    public bool ReturnsReference(Target target) => Requests?.ReturnsReference(target) == true;

    /// <summary>How it takes what comes beside a page. A phone that rings twice for it would be worse than none.</summary>
    public UpdateForm UpdateOf(Target target) => ReturnsReference(target) ? UpdateForm.Edit
        : Key == EmailOptions.All.Key || Key == GoogleChatOptions.All.Key ? UpdateForm.Reply : UpdateForm.None;
}

/// <summary>How a channel takes an update of a message.</summary>
public enum UpdateForm
{
    /// <summary>Not at all: it can neither edit a message nor keep a second one in a thread.</summary>
    None,

    /// <summary>The message is edited.</summary>
    Edit,

    /// <summary>A second message stands in the thread of the first.</summary>
    Reply,
}

/// <summary>
/// Writes messages for one channel, within its limits after encoding and escaping. Pure: the same message gives the
/// same payload.
/// </summary>
internal interface IChannelFormat
{
    Payload Write(Message message);

    /// <summary>The part of a payload that people see, as plain text.</summary>
    string Read(Payload payload) => payload.ToString();

    /// <summary>Whether its messages carry a key of ours, by which the receiver opens and closes an incident.</summary>
    bool HasIncidents => false;

    /// <summary>Whether an incident there is about one group: each group gets its own message, and no digest.</summary>
    bool IsPager => false;
}

/// <summary>The HTTP API of one channel.</summary>
internal interface IChannelRequests
{
    /// <summary>
    /// The requests that deliver it, in order. Pure. Throws <see cref="SettingException"/> when a setting is not valid.
    /// </summary>
    IReadOnlyList<HttpCall> Calls(Delivery delivery, TargetSettings settings, DateTimeOffset now);

    /// <summary>Whether the service returns a reference to the message, which is then stored.</summary>
    bool ReturnsReference(Target target) => false;

    /// <summary>The message's reference in the service's response, or null.</summary>
    ThreadRef? ThreadOf(string answer) => null;
}

/// <param name="Body">JSON in UTF-8.</param>
internal sealed record HttpCall(HttpMethod Method, string Url, ReadOnlyMemory<byte> Body)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether the delivery succeeds even if this call fails.</summary>
    public bool IsOptional { get; init; }

    public static HttpCall Post(string url, ReadOnlyMemory<byte> body, params (string, string)[] headers) =>
        new(HttpMethod.Post, url, body) { Headers = headers };

    /// <summary>Posts a JSON payload as it is.</summary>
    public static HttpCall Post(string url, Payload payload, params (string, string)[] headers) =>
        Post(url, ((JsonPayload)payload).Utf8, headers);

    /// <summary>Edits the incident's first message, which may be deleted by now, then posts the new one.</summary>
    /// <param name="edit">Null when nothing can or should be edited.</param>
    public static IReadOnlyList<HttpCall> EditAndPost(HttpCall? edit, HttpCall post) =>
        edit is null ? [post] : [edit with { IsOptional = true }, post];
}
