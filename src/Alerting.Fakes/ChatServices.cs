namespace Alerting.Fakes;

/// <summary>
/// All services on one loopback port, each under its own path: <c>/slack/…</c>, <c>/discord/…</c>. A message that
/// breaks a documented limit gets the service's error. A test can inject faults: 429, a hang, a reset.
/// </summary>
public sealed class ChatServices : HttpServer
{
    private static readonly FakeServices Documented = new(WebhookService.Secret);

    private readonly FakeServices _services = new(WebhookService.Secret);
    private readonly RecordedList<RecordedRequest> _requests = new();

    public static IReadOnlyList<FakeService> All => Documented.All;

    public IReadOnlyList<RecordedRequest> Requests => _requests.Snapshot();

    /// <summary>Replies instead of the service unless it returns null.</summary>
    public Func<RecordedRequest, CancellationToken, Task<HttpReply?>> Fault { get; set; } =
        (_, _) => Task.FromResult<HttpReply?>(null);

    public static FakeService Find(string name) => Documented.Find(name)
        ?? throw new ArgumentException($"No service {name}.", nameof(name));

    /// <summary>The root of one service, without a trailing slash.</summary>
    public string Root(string service) => $"{Uri}{service}";

    public void Hang() => Fault = async (_, stopping) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping).ConfigureAwait(false);
        return null;
    };

    /// <summary>Waits for a number of requests and returns all.</summary>
    public Task<IReadOnlyList<RecordedRequest>> WaitForAsync(int count, TimeSpan? timeout = null) =>
        _requests.WaitForAsync(count, timeout);

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
        return await Fault(request, Stopping).ConfigureAwait(false)
            ?? _services.Find(request.Path.Split('/')[1])?.Receive(request).Reply
            ?? HttpReply.Text(404, "There is no such service.", "text/plain");
    }
}
