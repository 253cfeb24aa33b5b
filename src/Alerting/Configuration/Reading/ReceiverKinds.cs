using Alerting.Configuration.Values;

namespace Alerting.Configuration.Reading;

/// <summary>A channel of a receiver: its keys, and which of them make an address.</summary>
/// <param name="Name">The key in a receiver, and <see cref="Target.Channel"/>.</param>
/// <param name="Example">A valid one, for errors.</param>
/// <param name="Options">The keys of its mapping form.</param>
/// <param name="AddressKeys">
/// The alternative sets of keys that make a target; the first key of each is the address. A set of one key may also be
/// written without a mapping, <c>slack: https://…</c>.
/// </param>
internal sealed record ReceiverKind(
    string Name, string Example, ReceiverOption[] Options, params string[][] AddressKeys)
{
    public KeySet Keys { get; } = new(Name, Name, Array.ConvertAll(Options, option => option.Name));

    /// <summary>The set that an address without a mapping stands for; null when an address alone is not enough.</summary>
    public string[]? Short => Array.Find(AddressKeys, keys => keys.Length == 1);

    public string Needs => string.Join(", or ", AddressKeys.Select(keys => string.Join(" and ", keys)));

    public ReceiverOption Option(string name) => Array.Find(Options, option => option.Name == name)!;
}

/// <summary>A key of a receiver kind. <paramref name="Check"/> returns the error of a value, or null.</summary>
internal sealed record ReceiverOption(string Name, Func<string, string?>? Check = null)
{
    public bool IsSecret { get; init; }

    /// <summary>Accepts several values; each becomes a target.</summary>
    public bool IsList { get; init; }

    /// <summary>A mapping of names to values, such as the headers of a webhook.</summary>
    public bool IsMapping { get; init; }

    /// <summary>Returns the error of such a name, or null.</summary>
    public Func<string, string?>? CheckName { get; init; }
}

/// <summary>Every receiver kind. A new one needs an entry here, a definition in the schema, and a channel.</summary>
internal static class ReceiverKinds
{
    private static readonly ReceiverOption SecretUrl = new("url", Addresses.Url) { IsSecret = true };

    /// <summary>Another server, for a proxy or a compatible service.</summary>
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
