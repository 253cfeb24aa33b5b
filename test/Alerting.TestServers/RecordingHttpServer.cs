namespace Alerting.TestServers;

/// <summary>
/// Keeps each request and answers with what the test decides: <c>200 ok</c> unless told otherwise.
/// Requests are recorded before they are answered.
/// </summary>
public sealed class RecordingHttpServer : HttpServer
{
    private readonly RecordedList<RecordedRequest> _requests = new();

    /// <summary>What came so far.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _requests.Snapshot();

    /// <summary>Decides the answer to a request.</summary>
    public Func<RecordedRequest, Task<HttpReply>> Responder { get; set; } = _ => Task.FromResult(HttpReply.Ok);

    /// <summary>The same answer to everything.</summary>
    public void Reply(HttpReply reply) => Responder = _ => Task.FromResult(reply);

    /// <summary>Waits until so many requests came, and gives them all.</summary>
    public Task<IReadOnlyList<RecordedRequest>> WaitForAsync(int count, TimeSpan? timeout = null) =>
        _requests.WaitForAsync(count, timeout);

    protected override Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        _requests.Add(request);
        return Responder(request);
    }
}
