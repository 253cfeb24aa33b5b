using Alerting.Cli.Import;

namespace Alerting.Cli.Init;

/// <summary>What a first configuration needs to know. Empty means none.</summary>
internal sealed record InitAnswers(string TimeZone, string Hours, string Phone, string Email, string Chat)
{
    /// <summary>Channels that need only the URL of a webhook.</summary>
    public static readonly string[] Chats = ["slack", "teams", "discord", "google_chat", "mattermost"];

    public const string ChatParameter = "/alerting/chat-webhook";

    public bool HasReceiver => Phone.Length + Email.Length + Chat.Length > 0;

    public string Yaml => Header + Section("timezone", TimeZone)
        + Section("time_intervals", new YamlMap().With("business-hours", BusinessHours()))
        + Section("receivers", Receivers()) + Routes();

    private const string Header = "# Who is notified of what, and when. After editing, run `alerting check`.\n";

    private string[] Pages => [.. Names(Phone, "phone"), .. Names(Email, "inbox"), .. Names(Chat, "chat")];

    /// <summary>A phone does not ring for what can wait, unless there is nothing else.</summary>
    private string[] Others => Pages is ["phone"] ? Pages : [.. Pages.Where(name => name != "phone")];

    private YamlMap BusinessHours()
    {
        var words = Hours.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries);
        var days = string.Join('-', words[..^2]);
        return new YamlMap().With("days", days).With("from", words[^2]).With("to", words[^1]);
    }

    private YamlMap Receivers()
    {
        var fallback = Pages.FirstOrDefault(name => name != "phone");
        return new YamlMap()
            .With("phone", Phone.Length == 0 ? null
                : new YamlMap().With("sms", Phone).With("rate_limit", "20/h").With("fallback", fallback))
            .With("inbox", Email.Length == 0 ? null : new YamlMap().With("sns", "${ALERT_EMAIL_TOPIC}"))
            .With("chat", Chat.Length == 0 ? null : new YamlMap().With(Chat, "${ssm:" + ChatParameter + "}"));
    }

    private string Routes()
    {
        var (pages, others) = (string.Join(", ", Pages), string.Join(", ", Others));
        return $"""
            routes:
              # Wakes somebody up: at once.
              - {Braced($"name: pages, match: ['severity =~ \"critical|error\"'], to: [{pages}]")}
              # Can wait: held outside business hours, then one digest.
              - {Braced($"name: warnings, match: ['severity = \"warning\"'], to: [{others}], hold: business-hours")}
              - {Braced($"name: news, to: [{Others[^1]}]")}

            """;
    }

    private static string Section(string key, object value) => YamlText.Of(new YamlMap().With(key, value)) + "\n";

    private static string Braced(string text) => $"{{ {text} }}";

    private static string[] Names(string answer, string name) => answer.Length == 0 ? [] : [name];
}
