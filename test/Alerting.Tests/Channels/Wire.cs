using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.Fakes;
using Alerting.Notifications;

namespace Alerting.Tests.Channels;

/// <summary>A configuration with one receiver per HTTP channel, each with its own secrets.</summary>
internal static class Wire
{
    public const string PathSecret = "PATHsecret4711";
    public const string KeySecret = "KEYsecret4712";
    private const string RoutingKey = "0123456789abcdefKEYsecret4712abc";

    /// <summary>Every secret above contains one of these.</summary>
    public static readonly string[] Secrets = [PathSecret, KeySecret, "PASSWORDsecret4713"];

    public static readonly string[] HttpKinds =
        ["slack", "slack-bot", "teams", "discord", "google_chat", "mattermost", "telegram", "pagerduty", "opsgenie",
            "ntfy", "webhook"];

    public static AlertingConfig Config(ChatServices services, string more = "") => Some.Config($$"""
        receivers:
          slack: { slack: "{{services.Root("slack")}}/services/T000/{{PathSecret}}" }
          slack-bot: { slack: { token: "xoxb-{{KeySecret}}", channel: "#alerts", api_url: "{{services.Root("slack")}}/api" } }
          teams: { teams: "{{services.Root("teams")}}/workflows/{{PathSecret}}?sig={{KeySecret}}" }
          discord: { discord: "{{services.Root("discord")}}/api/webhooks/123/{{PathSecret}}" }
          google_chat: { google_chat: "{{services.Root("google_chat")}}/v1/spaces/AAA/messages?key={{KeySecret}}&token={{PathSecret}}" }
          mattermost: { mattermost: { url: "{{services.Root("mattermost")}}/hooks/{{PathSecret}}", channel: ops } }
          telegram: { telegram: { token: "123456:{{KeySecret}}", chat: "-100123", api_url: "{{services.Root("telegram")}}" } }
          pagerduty: { pagerduty: { routing_key: "{{RoutingKey}}", api_url: "{{services.Root("pagerduty")}}" } }
          opsgenie: { opsgenie: { key: "{{KeySecret}}", api_url: "{{services.Root("opsgenie")}}" } }
          ntfy: { ntfy: { url: "{{services.Root("ntfy")}}/{{PathSecret}}", token: "tk_{{KeySecret}}" } }
          webhook: { webhook: { url: "{{services.Root("webhook")}}/in/{{PathSecret}}", secret: "{{WebhookService.Secret}}", headers: { X-Key: "{{KeySecret}}", X-Severity: "is {severity}, {status}" } } }
        {{more}}
        routes: [{ to: slack }]
        """);

    /// <summary>A digest for a fallback, because pagers get no other digests.</summary>
    public static Delivery Delivery(AlertingConfig config, string receiver, Notification notification) =>
        new DeliveryWriter(config).Write(notification with
    {
        Receiver = receiver,
        Failed = notification.Kind == NotificationKind.Digest ? ["another"] : notification.Failed,
    }).Single();

    /// <summary>Sends as the functions do, and remembers in memory.</summary>
    public static DeliveryEngine Engine(AlertingConfig config, params ISender[] senders) =>
        new(config, Sender(senders), DeliveryState.InMemory(TimeProvider.System), () => 0.5);

    /// <summary>It retries without a wait.</summary>
    public static TargetSender Sender(params ISender[] senders) => new(senders, Some.NoSecrets, new ImpatientTime());

    /// <summary>The requests as a server receives them.</summary>
    public static IReadOnlyList<RecordedRequest> Requests(Channel channel, Payload payload, ThreadRef? thread = null,
        Notification? notification = null)
    {
        var target = Target(channel.Key);
        var delivery = new Delivery("0123456789abcdef", notification ?? SampleNotifications.Firing(), target, payload)
            { Thread = thread };
        var settings = TargetSettings.ResolveAsync(target, Some.NoSecrets, CancellationToken.None)
            .AsTask().GetAwaiter().GetResult();
        return [.. channel.Requests!.Calls(delivery, settings, Some.Time).Select(call => new RecordedRequest(
            call.Method.Method, new Uri(call.Url).PathAndQuery,
            call.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
            call.Body.ToArray()))];
    }

    public static Channel Channel(string key)
    {
        ChannelCatalog.TryFind(key, out var channel).ShouldBeTrue(key);
        return channel!;
    }

    /// <summary>The channel's test service.</summary>
    public static FakeService Service(string channel) => ChatServices.Find(channel);

    private static Target Target(string channel) => channel switch
    {
        "telegram" => With(channel, "chat", ("chat", "-100123"), ("token", "123456:abc")),
        "pagerduty" => With(channel, "routing_key", ("routing_key", RoutingKey)),
        "opsgenie" => With(channel, "key", ("key", KeySecret)),
        "ntfy" => With(channel, "topic", ("topic", "oncall")),
        "webhook" => With(channel, "url", ("url", "https://example.com/in"), ("secret", WebhookService.Secret)),
        _ => With(channel, "url", ("url", "https://example.com/hook?key=k")),
    };

    private static Target With(string channel, string address, params (string Name, string Value)[] options)
    {
        var settings = options.ToDictionary(option => option.Name, option => Setting.Literal(option.Value));
        return new Target(channel, settings[address]) { Options = settings };
    }
}
