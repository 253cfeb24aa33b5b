namespace Alerting.Fakes;

/// <summary>
/// Records each request, then answers with the test's reply, by default <c>200 ok</c>.
/// </summary>
public sealed class RecordingHttpServer : HttpServer
{
    private readonly RecordedList<RecordedRequest> _requests = new();

    public IReadOnlyList<RecordedRequest> Requests => _requests.Snapshot();

    public Func<RecordedRequest, Task<HttpReply>> Responder { get; set; } = _ => Task.FromResult(HttpReply.Ok);

    /// <summary>Sends this reply to all requests.</summary>
    public void Reply(HttpReply reply) => Responder = _ => Task.FromResult(reply);

    /// <summary>Waits for a number of requests and returns all.</summary>
    public Task<IReadOnlyList<RecordedRequest>> WaitForAsync(int count, TimeSpan? timeout = null) =>
        _requests.WaitForAsync(count, timeout);

    protected override Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        _requests.Add(request);
        return Responder(request);
    }
}
