namespace Alerting.TestServers;

/// <summary>
/// All services on one loopback port, each under its own path: <c>/slack/…</c>, <c>/discord/…</c>. A message that breaks a
/// documented limit gets an error. A test can inject faults: 429, a hang, a reset.
/// </summary>
public sealed class ChatServices : HttpServer
{
    private static readonly ChatService[] Known =
    [
        new SlackService(), new TeamsService(), new DiscordService(), new GoogleChatService(), new MattermostService(),
        new TelegramService(), new PagerDutyService(), new OpsgenieService(), new NtfyService(), new WebhookService(),
    ];

    private readonly RecordedList<RecordedRequest> _requests = new();

    public static IReadOnlyList<ChatService> All => Known;

    public IReadOnlyList<RecordedRequest> Requests => _requests.Snapshot();

    /// <summary>Replies instead of the service unless it returns null.</summary>
    public Func<RecordedRequest, CancellationToken, Task<HttpReply?>> Fault { get; set; } = (_, _) => Task.FromResult<HttpReply?>(null);

    public static ChatService Find(string name) => Array.Find(Known, service => service.Name == name)
        ?? throw new ArgumentException($"No service {name}.", nameof(name));

    /// <summary>The root of one service, without a trailing slash.</summary>
    public string Root(string service) => $"{Uri}{service}";

    public void Hang() => Fault = async (_, stopping) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping).ConfigureAwait(false);
        return null;
    };

    /// <summary>Sends this reply to all requests.</summary>
    public void Reply(HttpReply reply) => Fault = (_, _) => Task.FromResult<HttpReply?>(reply);

    /// <summary>Sends this reply once, then the service's own.</summary>
    public void ReplyOnce(HttpReply reply)
    {
        var left = 1;
        Fault = (_, _) => Task.FromResult(Interlocked.Decrement(ref left) >= 0 ? reply : null);
    }

    protected override async Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        _requests.Add(request);
        if (await Fault(request, Stopping).ConfigureAwait(false) is { } fault)
        {
            return fault;
        }

        var service = Find(request.Path.Split('/')[1]);
        var problems = service.Check(request);
        return problems.Count == 0 ? service.Success : HttpReply.Text(400, string.Join('\n', problems), "text/plain");
    }
}
