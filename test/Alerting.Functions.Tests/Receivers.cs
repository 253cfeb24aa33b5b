using Alerting.Fakes;

namespace Alerting.Functions.Tests;

/// <summary>
/// Servers for every channel on loopback (a chat webhook, SNS, a mail server, Parameter Store) and a configuration that
/// uses them.
/// </summary>
internal sealed class Receivers : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-").FullName;

    public RecordingHttpServer Chat { get; } = new();

    public SnsServer Sns { get; } = new();

    public SmtpServer Mail { get; } = new();

    public RecordingHttpServer ParameterStore { get; } = new();

    public Dictionary<string, string> Environment { get; }

    public Receivers()
    {
        var webhook = new Uri(Chat.Uri, "/services/T000/B000/secret-path");
        ParameterStore.Reply(HttpReply.Text(200,
            $$$"""{"Parameter":{"Name":"/alerting/chat-webhook","Type":"SecureString","Value":"{{{webhook}}}","Version":1}}""",
            "application/x-amz-json-1.1"));
        Environment = new Dictionary<string, string>
        {
            ["ALERTING_FUNCTION"] = "alarm",
            ["ALERTING_CONFIG"] = Path.Combine(_folder, "alerting.yaml"),
            ["AWS_ENDPOINT_URL_SNS"] = Sns.Uri.ToString(),
            ["AWS_ENDPOINT_URL_SSM"] = ParameterStore.Uri.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "AKIDEXAMPLE",
            ["AWS_SECRET_ACCESS_KEY"] = "example-secret",
            ["AWS_REGION"] = "eu-west-1",
        };
        Configure($$"""
            timezone: Europe/Berlin
            smtp: { host: localhost, port: {{Mail.Port}}, from: alerts@example.com }
            receivers:
              phone: { sms: ["+442079460000"] }
              inbox: { email: [oncall@example.com] }
              topic: { sns: "arn:aws:sns:eu-west-1:123456789012:alerts" }
              chat: { slack: "${ssm:/alerting/chat-webhook}" }
            routes:
              - match: ['severity =~ "error|critical"']
                to: [phone, inbox, topic, chat]
              - to: [chat]
            """);
    }

    public void Configure(string yaml) => File.WriteAllText(Environment["ALERTING_CONFIG"], yaml);

    public string? Variable(string name) => Environment.GetValueOrDefault(name);

    public async ValueTask DisposeAsync()
    {
        await Chat.DisposeAsync();
        await Sns.DisposeAsync();
        await Mail.DisposeAsync();
        await ParameterStore.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
