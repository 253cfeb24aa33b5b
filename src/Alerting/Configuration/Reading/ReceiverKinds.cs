using Alerting.Configuration.Values;

namespace Alerting.Configuration.Reading;

/// <summary>A way to reach people: the keys it takes, and which of them say where messages go.</summary>
/// <param name="Name">The key in a receiver, and <see cref="Target.Channel"/>.</param>
/// <param name="Example">What a right one looks like, for messages.</param>
/// <param name="Options">All keys of its mapping form.</param>
/// <param name="Ways">
/// The keys that together make a target, one list for each way; the first key of each is the address. A way with one key
/// may also be written without a mapping, <c>slack: https://…</c>.
/// </param>
internal sealed record ReceiverKind(
    string Name, string Example, ReceiverOption[] Options, params string[][] Ways)
{
    public KeySet Keys { get; } = new(Name, Name, Array.ConvertAll(Options, option => option.Name));

    /// <summary>The way that an address by itself means; null when an address alone is not enough.</summary>
    public string[]? Short => Array.Find(Ways, way => way.Length == 1);

    public string Needs => string.Join(", or ", Ways.Select(way => string.Join(" and ", way)));

    public ReceiverOption Option(string name) => Array.Find(Options, option => option.Name == name)!;
}

/// <summary>A key of a receiver kind, what is wrong with a value of it, and whether it is a secret, a list or a mapping.</summary>
internal sealed record ReceiverOption(string Name, Func<string, string?>? Check = null)
{
    public bool IsSecret { get; init; }

    /// <summary>Several may be given; each is a target of its own.</summary>
    public bool IsList { get; init; }

    /// <summary>Names with values, such as the headers of a webhook.</summary>
    public bool IsMapping { get; init; }

    /// <summary>What is wrong with such a name.</summary>
    public Func<string, string?>? CheckName { get; init; }
}

/// <summary>Every receiver kind. A new one is an entry here, a definition in the schema and its channel.</summary>
internal static class ReceiverKinds
{
    private static readonly ReceiverOption SecretUrl = new("url", Addresses.Url) { IsSecret = true };

    /// <summary>Where the service is, for a proxy or a compatible one.</summary>
    private static readonly ReceiverOption ApiUrl = new("api_url", Addresses.Url);

    public static readonly ReceiverKind[] All =
    [
        new("sms", "sms: [\"+442079460000\"]",
            [
                new("to", Addresses.Phone) { IsList = true }, new("sender_id", Addresses.SenderId),
                new("max_price", Addresses.Price),
            ],
            ["to"]),
        new("email", "email: [oncall@example.com]",
            [new("to", Addresses.Mail) { IsList = true }, new("from", Addresses.Mail)],
            ["to"]),
        new("slack",
            "slack: \"${ssm:/alerting/chat-webhook}\" or slack: { token: \"${ssm:/alerting/slack}\", channel: \"#alerts\" }",
            [SecretUrl, Secret("token"), new("channel"), ApiUrl],
            ["url"], ["channel", "token"]),
        new("teams", "teams: \"${ssm:/alerting/teams-webhook}\"", [SecretUrl], ["url"]),
        new("discord", "discord: \"${ssm:/alerting/discord-webhook}\"", [SecretUrl], ["url"]),
        new("google_chat", "google_chat: \"${ssm:/alerting/google-chat-webhook}\"", [SecretUrl], ["url"]),
        new("mattermost", "mattermost: \"${ssm:/alerting/mattermost-webhook}\"", [SecretUrl, new("channel")], ["url"]),
        new("telegram", "telegram: { token: \"${ssm:/alerting/telegram-token}\", chat: \"-1001234567890\" }",
            [Secret("token"), new("chat"), ApiUrl],
            ["chat", "token"]),
        new("pagerduty", "pagerduty: { routing_key: \"${ssm:/alerting/pagerduty}\" }",
            [Secret("routing_key"), new("region", Addresses.Region), ApiUrl],
            ["routing_key"]),
        new("opsgenie", "opsgenie: { key: \"${ssm:/alerting/opsgenie}\", region: eu }",
            [Secret("key"), new("region", Addresses.Region), ApiUrl],
            ["key"]),
        new("ntfy", "ntfy: { topic: my-alerts } or ntfy: { url: \"https://ntfy.example.com/my-alerts\" }",
            [new("url", Addresses.Ntfy), new("topic"), Secret("token")],
            ["url"], ["topic"]),
        new("sns", "sns: arn:aws:sns:eu-west-1:123456789012:oncall", [new("topic", Addresses.Topic)], ["topic"]),
        new("webhook", "webhook: { url: \"https://example.com/alerts\", secret: \"${ssm:/alerting/webhook-secret}\" }",
            [new("url", Addresses.Url), Secret("secret"), new("headers") { IsMapping = true, CheckName = Addresses.Header }],
            ["url"]),
    ];

    public static readonly string[] Names = Array.ConvertAll(All, kind => kind.Name);

    private static ReceiverOption Secret(string name) => new(name) { IsSecret = true };
}
