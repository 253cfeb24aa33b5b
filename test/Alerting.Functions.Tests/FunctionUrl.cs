using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Fakes;
using Alerting.TestKit;

namespace Alerting.Functions.Tests;

/// <summary>Accepts web requests like a Function URL, invokes the function and returns its response.</summary>
internal sealed class FunctionUrl : IAsyncDisposable
{
    private readonly RuntimeApiServer _runtime;
    private readonly RecordingHttpServer _front = new();

    public FunctionUrl(RuntimeApiServer runtime)
    {
        _runtime = runtime;
        _front.Responder = AnswerAsync;
    }

    public Uri Uri => _front.Uri;

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    /// <summary>
    /// The event format: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads.
    /// </summary>
    public static string Event(string method, string path, string body, params (string Name, string Value)[] headers)
    {
        var named = new JsonObject();
        foreach (var (name, value) in headers)
            named[name.ToLowerInvariant()] = value;
        return new JsonObject
        {
            ["version"] = "2.0",
            ["rawPath"] = path,
            ["rawQueryString"] = "",
            ["headers"] = named,
            ["requestContext"] = new JsonObject
            {
                ["http"] = new JsonObject { ["method"] = method, ["path"] = path, ["sourceIp"] = "127.0.0.1" },
            },
            ["body"] = body,
            ["isBase64Encoded"] = false,
        }.ToJsonString();
    }

    private async Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        var headers = request.Headers.Select(header => (header.Key, header.Value)).ToArray();
        var result = await _runtime.InvokeAsync(Event(request.Method, request.Path, request.Body, headers));
        using var answer = JsonDocument.Parse(result.Body);
        return HttpReply.Text(answer.RootElement.GetProperty("statusCode").GetInt32(),
            answer.RootElement.GetProperty("body").GetString()!);
    }
}
