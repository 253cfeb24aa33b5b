namespace Alerting.Fakes;

/// <summary>All services that take JSON over HTTP.</summary>
public sealed class FakeServices(string? webhookSecret = null)
{
    private readonly FakeService[] _all =
    [
        new SlackService(), new TeamsService(), new DiscordService(), new GoogleChatService(), new TelegramService(),
        new MattermostService(), new PagerDutyService(), new OpsgenieService(), new NtfyService(),
        new WebhookService(webhookSecret),
    ];

    public IReadOnlyList<FakeService> All => _all;

    public FakeService? Find(string name) => Array.Find(_all, service => service.Name == name);
}
