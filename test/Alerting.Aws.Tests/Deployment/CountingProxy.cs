using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Alerting.Fakes;

namespace Alerting.Aws.Tests.Deployment;

/// <summary>
/// A proxy between the functions and the AWS APIs. It counts calls and denies those that template.yaml does not permit.
/// </summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly RecordingHttpServer _server = new();
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly ConcurrentQueue<(string Role, Permission Permission)> _used = new();
    private readonly ConcurrentQueue<string> _denied = new();
    private readonly TaskCompletionSource<HttpReply> _end = new();
    private readonly Uri _behind;

    /// <summary>
    /// DynamoDB checks a condition and writes in one step. An emulator may need two, so writes are sent one at a time.
    /// </summary>
    private readonly SemaphoreSlim _writes = new(1);

    public CountingProxy(Uri behind)
    {
        _behind = behind;
        _server.Responder = ForwardAsync;
    }

    public Uri Uri => _server.Uri;

    /// <summary>Actions that never get a response.</summary>
    public Func<string, bool> IsSilent { get; set; } = _ => false;

    /// <summary>Replaces the API's response by the name of the action; null forwards the call.</summary>
    public Func<string, HttpReply?> Intercept { get; set; } = _ => null;

    /// <summary>The same, given the whole request.</summary>
    public Func<string, RecordedRequest, HttpReply?> InterceptRequest { get; set; } = (_, _) => null;

    /// <summary>Runs before the API executes an action.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs after the API has executed an action and before the caller gets the response.</summary>
    public Func<string, Task> Done { get; set; } = _ => Task.CompletedTask;

    /// <summary>How often each action was called so far: <c>GetItem</c>, <c>SendMessageBatch</c>.</summary>
    public IReadOnlyDictionary<string, int> Calls =>
        _calls.GroupBy(call => call).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>The permissions used so far, with the function that used each.</summary>
    public IReadOnlyList<(string Role, Permission Permission)> Used => [.. _used];

    /// <summary>Calls without permission, with the function that made each.</summary>
    public IReadOnlyList<string> Denied => [.. _denied];

    /// <summary>Parameters that the deployer permits to every function, in addition to the template.</summary>
    public Func<string, bool> IsPermittedBesides { get; set; } = _ => false;

    public void Reset() => _calls.Clear();

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult(HttpReply.Ok);
        await _server.DisposeAsync();
        _http.Dispose();
        _writes.Dispose();
    }

    private async Task<HttpReply> ForwardAsync(RecordedRequest request)
    {
        var action = request.Header("X-Amz-Target")?.Split('.')[^1] ?? "other";
        _calls.Enqueue(action);
        await Before(action);
        if (Deny(request) is { } denial)
            return denial;
        if (IsSilent(action))
            return await _end.Task;
        if ((Intercept(action) ?? InterceptRequest(action, request)) is { } instead)
            return instead;
        using var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_behind, request.Target))
        {
            Content = new ByteArrayContent(request.BodyBytes),
        };
        foreach (var (name, value) in request.Headers)
        {
            if (name.StartsWith("X-Amz", StringComparison.OrdinalIgnoreCase)
                || name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                forwarded.Headers.TryAddWithoutValidation(name, value);
            }
        }
        if (request.Header("Content-Type") is { } type)
            forwarded.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await SendAsync(forwarded, isWrite: action == "PutItem");
        var body = await answer.Content.ReadAsByteArrayAsync();
        await Done(action);
        return new HttpReply((int)answer.StatusCode, body,
            answer.Content.Headers.ContentType?.ToString() ?? "application/json")
        {
            Headers = answer.Headers.Where(header => header.Key.StartsWith("x-amz", StringComparison.OrdinalIgnoreCase))
                .ToDictionary(header => header.Key, header => header.Value.First()),
        };
    }

    private HttpReply? Deny(RecordedRequest request)
    {
        if (AwsCall.RoleOf(request) is not { } role)
            return null;
        var call = AwsCall.Of(request);
        if (TemplatePolicies.Current.Find(role, call) is { } permission)
        {
            _used.Enqueue((role, permission));
        }
        else if (!IsPermittedBesides(call.Resource))
        {
            _denied.Enqueue($"{role}: {call}");
            return HttpReply.Text(400,
                $$"""{"__type":"AccessDeniedException","message":"{{role}} is not authorized to perform: {{call.Action}}"}""",
                "application/x-amz-json-1.1");
        }
        return null;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, bool isWrite)
    {
        if (!isWrite)
            return await _http.SendAsync(request);
        await _writes.WaitAsync();
        try
        {
            return await _http.SendAsync(request);
        }
        finally
        {
            _writes.Release();
        }
    }
}
