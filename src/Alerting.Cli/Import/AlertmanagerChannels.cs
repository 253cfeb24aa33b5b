using Alerting.Channels;
using Alerting.Configuration.Yaml;

namespace Alerting.Cli.Import;

/// <summary>One kind of Alertmanager's integrations.</summary>
/// <param name="SendsResolved">Its default of <c>send_resolved</c>.</param>
/// <param name="Instead">What to do without a channel of this kind; null if there is one.</param>
internal sealed record Integration(string Key, bool SendsResolved, string? Instead = null);

/// <summary>Reads Alertmanager's integrations into our channels.</summary>
/// <remarks>https://prometheus.io/docs/alerting/latest/configuration/#receiver-integration-settings</remarks>
internal sealed class AlertmanagerChannels(ImportedMap global, ImportedSecrets secrets)
{
    private const string SlackApi = "https://slack.com/api/";

    public static readonly Integration[] All =
    [
        new("slack_configs", false), new("pagerduty_configs", true), new("opsgenie_configs", true),
        new("email_configs", false), new("webhook_configs", true), new("telegram_configs", true),
        new("discord_configs", true), new("msteams_configs", true), new("msteamsv2_configs", true),
        new("mattermost_configs", true), new("sns_configs", true), new("rocketchat_configs", true),
        new("pushover_configs", true, "Use ntfy, which rings phones in the same way."),
        new("victorops_configs", true, "Use Splunk On-Call's own e-mail or webhook integration, or a schedule and an " +
            "escalation policy here."),
        new("wechat_configs", false, "Use a webhook to a relay, or e-mail."),
        new("webex_configs", true, "Use e-mail, or a webhook to a relay that posts to the room."),
        new("jira_configs", true, "Use a webhook to an automation rule of Jira that creates the issue."),
        new("incidentio_configs", true, "Use incident.io's generic HTTP alert source with a webhook."),
    ];

    public AlertmanagerMail Mail { get; } = new(global, secrets);

    public static string MainKey(string channel) =>
        ChannelCatalog.TryFind(channel, out var found) ? found.Options.Short?.Name ?? "url" : "url";

    /// <summary>The targets of one configuration; none if there is no such channel.</summary>
    public IEnumerable<(string Channel, object Target)> Read(Integration kind, ImportedMap config, string receiver)
    {
        if (kind.Instead is { } instead)
        {
            config.Notes.Add(config.Place, config.Path, $"Alerting has no such channel. {instead}");
            return [];
        }
        var targets = Targets(kind.Key, config, receiver).ToArray();
        AlertmanagerAdvice.NoteHttp(config, isAuthorized: kind.Key is "webhook_configs" or "slack_configs");
        config.NoteRest(key => AlertmanagerAdvice.OfChannel(kind.Key, key));
        return targets;
    }

    private IEnumerable<(string, object)> Targets(string key, ImportedMap config, string receiver) => key switch
    {
        "slack_configs" => [("slack", Slack(config, receiver))],
        "pagerduty_configs" => [("pagerduty", PagerDuty(config, receiver))],
        "opsgenie_configs" => [("opsgenie", Opsgenie(config, receiver))],
        "email_configs" => [("email", Mail.Read(config))],
        "webhook_configs" => [("webhook", Webhook(config, receiver))],
        "telegram_configs" => [("telegram", Telegram(config, receiver))],
        "discord_configs" => [("discord", Url(config, receiver, "discord", "webhook_url"))],
        "mattermost_configs" => [("mattermost", Mattermost(config, receiver))],
        "sns_configs" => Sns(config),
        "rocketchat_configs" => [("slack", RocketChat(config, receiver))],
        _ => [("teams", Teams(config, receiver, key == "msteams_configs"))],
    };

    private object Slack(ImportedMap config, string receiver)
    {
        var isBot = config.Text("api_url")?.StartsWith(SlackApi, StringComparison.Ordinal) == true
            || config.Has("app_token") || config.Has("app_token_file")
            || !config.Has("api_url") && !config.Has("api_url_file") && IsGlobalBot;
        var channel = config.Text("channel");
        config.Take("app_url");
        if (!isBot)
        {
            var url = Url(config, receiver, "slack", "api_url", "slack_api_url");
            if (channel is not null)
                config.Note("channel", $"A webhook posts to its own channel. Check that it is {channel}.");
            return url;
        }
        var http = config.Map("http_config").Map("authorization");
        var token = http.Has("credentials") || http.Has("credentials_file")
            ? Secret(http, receiver, "slack-token", "credentials")
            : Secret(config, receiver, "slack-token", "app_token", "slack_app_token");
        return new YamlMap().With("token", token).With("channel", Plain(config, "channel", channel ?? "#alerts"));
    }

    private bool IsGlobalBot => global.Has("slack_app_token") || global.Has("slack_app_token_file")
        || global.Text("slack_api_url")?.StartsWith(SlackApi, StringComparison.Ordinal) == true;

    private object PagerDuty(ImportedMap config, string receiver)
    {
        var key = config.Has("service_key") || config.Has("service_key_file")
            ? Secret(config, receiver, "pagerduty", "service_key")
            : Secret(config, receiver, "pagerduty", "routing_key");
        var url = config.Text("url") ?? global.Text("pagerduty_url");
        return url?.Contains(".eu.", StringComparison.Ordinal) == true
            ? new YamlMap().With("routing_key", key).With("region", "eu") : key;
    }

    private object Opsgenie(ImportedMap config, string receiver)
    {
        var key = Secret(config, receiver, "opsgenie", "api_key", "opsgenie_api_key");
        var url = config.Text("api_url") ?? global.Text("opsgenie_api_url");
        return url?.Contains(".eu.", StringComparison.Ordinal) == true
            ? new YamlMap().With("key", key).With("region", "eu") : key;
    }

    private object Webhook(ImportedMap config, string receiver)
    {
        var url = Url(config, receiver, "webhook", "url");
        config.Note("url", "Alerting posts its own JSON, described in docs/channels.md. Adapt what receives it.");
        var authorization = config.Map("http_config").Map("authorization");
        if (!authorization.Has("credentials") && !authorization.Has("credentials_file"))
            return url;
        var kind = authorization.Text("type") ?? "Bearer";
        var header = $"{kind} {Secret(authorization, receiver, "webhook-token", "credentials")}";
        return new YamlMap().With("url", url).With("headers", new YamlMap().With("Authorization", header));
    }

    private YamlMap Telegram(ImportedMap config, string receiver)
    {
        var chat = config.Text("chat_id");
        if (chat is null)
            config.Note("chat_id_file", "Write the chat's id into the file.");
        config.Take("chat_id_file");
        var url = config.Text("api_url") ?? global.Text("telegram_api_url");
        return new YamlMap().With("chat", chat ?? "0")
            .With("token", Secret(config, receiver, "telegram", "bot_token", "telegram_bot_token"))
            .With("api_url", url is null or "https://api.telegram.org" ? null : url);
    }

    private object Mattermost(ImportedMap config, string receiver)
    {
        var url = Url(config, receiver, "mattermost", "webhook_url", "mattermost_webhook_url");
        return config.Text("channel") is { } channel
            ? new YamlMap().With("url", url).With("channel", Plain(config, "channel", channel)) : url;
    }

    private string Teams(ImportedMap config, string receiver, bool isRetired)
    {
        var url = Url(config, receiver, "teams", "webhook_url");
        if (isRetired)
        {
            config.Notes.Add(config.Place, config.Path, "Microsoft has retired these webhooks. Create a workflow " +
                "\"Post to a channel when a webhook request is received\" in Teams, and store its URL.");
        }
        return url;
    }

    private string RocketChat(ImportedMap config, string receiver)
    {
        foreach (var key in (string[])["token", "token_file", "token_id", "token_id_file", "api_url", "channel"])
            config.Take(key);
        var placeholder = secrets.Missing(receiver, "rocketchat", out var name);
        config.Notes.Add(config.Place, config.Path,
            $"Rocket.Chat takes Slack's format: create an incoming webhook for the channel, and store it in {name}.");
        return placeholder;
    }

    private static IEnumerable<(string, object)> Sns(ImportedMap config)
    {
        if ((config.Text("topic_arn") ?? config.Text("target_arn")) is { } arn)
            yield return ("sns", Plain(config, "topic_arn", arn));
        if (config.Text("phone_number") is { } phone)
            yield return ("sms", Plain(config, "phone_number", phone));
    }

    private string Url(ImportedMap config, string receiver, string channel, string key, string? globalKey = null) =>
        Secret(config, receiver, channel, key, globalKey);

    /// <summary>Of the key, of its file, or of the global settings.</summary>
    private string Secret(ImportedMap config, string receiver, string what, string key, string? globalKey = null)
    {
        var given = config.Take(key) as TextNode;
        var file = config.Take(key + "_file") as TextNode;
        if ((given ?? file) is { } own)
        {
            var path = given is null ? $"{config.Path}.{key}_file" : $"{config.Path}.{key}";
            return secrets.Placeholder(own, path, receiver, what);
        }
        if (globalKey is not null && (global.Take(globalKey) ?? global.Take(globalKey + "_file")) is TextNode shared)
            return secrets.Placeholder(shared, $"global.{globalKey}", "global", what);
        var placeholder = secrets.Missing(receiver, what, out var name);
        config.Notes.Add(config.Place, $"{config.Path}.{key}", $"It is missing. Store it in {name}.");
        return placeholder;
    }

    /// <summary>A value that Alertmanager expands as a template cannot be copied.</summary>
    private static string Plain(ImportedMap config, string key, string value)
    {
        if (value.Contains("{{", StringComparison.Ordinal))
            config.Note(key, "It is a template, which is not expanded here. Write a fixed value, or a route for each.");
        return YamlText.Literal(value);
    }
}
