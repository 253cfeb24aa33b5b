using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Alerting.Fakes;

namespace Alerting.TestKit;

/// <summary>
/// Lambda's Runtime API (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html): start a function with
/// <c>AWS_LAMBDA_RUNTIME_API</c> = <see cref="HttpServer.HostAndPort"/> and invoke it here. Invocations queue up;
/// one function is served at a time.
/// </summary>
public sealed class RuntimeApiServer : HttpServer
{
    private const string Root = "/2018-06-01/runtime/";

    /// <summary>The start of a process on a busy machine, and all the time that Lambda gives by default here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Channel<Invocation> _queue = Channel.CreateUnbounded<Invocation>();
    private readonly ConcurrentDictionary<string, Invocation> _running = new();
    private readonly TaskCompletionSource<RecordedRequest> _initError =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _polled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? _waiting;
    private int _count;

    /// <summary>
    /// The time until each invocation's deadline. As in Lambda it starts when the function receives the event.
    /// </summary>
    public TimeSpan FunctionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Completes when a function requests its first invocation.</summary>
    public Task Polled => _polled.Task;

    /// <summary>Completes with the error document when a function fails to initialise.</summary>
    public Task<RecordedRequest> InitializationError => _initError.Task;

    /// <summary>Headers added to each invocation, such as <c>Lambda-Runtime-Client-Context</c>.</summary>
    public Dictionary<string, string> ExtraHeaders { get; } = [];

    /// <summary>
    /// Invokes the function with the event and waits for its response or error, by default for a minute.
    /// </summary>
    public async Task<InvocationResult> InvokeAsync(string eventJson, TimeSpan? timeout = null)
    {
        var id = $"00000000-0000-0000-0000-{Interlocked.Increment(ref _count):D12}";
        var invocation = new Invocation(id, eventJson);
        _running[id] = invocation;
        await _queue.Writer.WriteAsync(invocation, Stopping).ConfigureAwait(false);
        return await invocation.Result.Task.WaitAsync(timeout ?? Patience, Stopping).ConfigureAwait(false);
    }

    protected override async Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        if (request is { Method: "GET", Path: Root + "invocation/next" })
        {
            _polled.TrySetResult();
            return await NextAsync().ConfigureAwait(false);
        }

        if (request is { Method: "POST", Path: Root + "init/error" })
        {
            _initError.TrySetResult(request);
            return HttpReply.Text(202, """{"status":"OK"}""");
        }

        return request.Method == "POST" && request.Path[Root.Length..].Split('/') is
            ["invocation", var id, ("response" or "error") and var kind]
            && _running.TryRemove(id, out var invocation)
            ? Accept(invocation, kind == "response", request)
            : HttpReply.Text(404, """{"errorMessage":"no such invocation","errorType":"InvalidRequestID"}""");
    }

    private static HttpReply Accept(Invocation invocation, bool succeeded, RecordedRequest post)
    {
        invocation.Result.TrySetResult(new InvocationResult(invocation.Id, succeeded, post));
        return HttpReply.Text(202, """{"status":"OK"}""");
    }

    private async Task<HttpReply> NextAsync()
    {
        // One function at a time: an earlier poll is from a function that exited and must not take an invocation.
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        if (Interlocked.Exchange(ref _waiting, mine) is { } before)
        {
            await before.CancelAsync().ConfigureAwait(false);
        }

        try
        {
            return Describe(await _queue.Reader.ReadAsync(mine.Token).ConfigureAwait(false));
        }
        finally
        {
            Interlocked.CompareExchange(ref _waiting, null, mine);
        }
    }

    private HttpReply Describe(Invocation invocation)
    {
        var deadline = (TimeProvider.System.GetUtcNow() + FunctionTimeout).ToUnixTimeMilliseconds();
        var headers = new Dictionary<string, string>(ExtraHeaders)
        {
            ["Lambda-Runtime-Aws-Request-Id"] = invocation.Id,
            ["Lambda-Runtime-Deadline-Ms"] = deadline.ToString(CultureInfo.InvariantCulture),
            ["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-west-1:123456789012:function:test",
            ["Lambda-Runtime-Trace-Id"] = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1",
        };
        return HttpReply.Text(200, invocation.Event) with { Headers = headers };
    }

    private sealed record Invocation(string Id, string Event)
    {
        public TaskCompletionSource<InvocationResult> Result { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
