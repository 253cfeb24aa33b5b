using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alerting.Fakes;

namespace Alerting.TestKit;

/// <summary>CloudWatch Logs Insights on loopback, over lines of JSON. It knows the queries of the command line.</summary>
public sealed partial class InsightsServer : IAsyncDisposable
{
    private readonly RecordingHttpServer _server = new();
    private readonly ConcurrentQueue<string> _actions = new();
    private string _query = "";
    private int _polls;

    public InsightsServer() => _server.Responder = AnswerAsync;

    public Uri Uri => _server.Uri;

    public IReadOnlyList<JsonObject> Lines { get; set; } = [];

    /// <summary>How often a query runs still when it is asked for.</summary>
    public int RunningFor { get; set; }

    /// <summary>How a query ends.</summary>
    public string End { get; set; } = "Complete";

    /// <summary>Answered before anything else, one for each call.</summary>
    public ConcurrentQueue<HttpReply> Refusals { get; } = new();

    public IReadOnlyList<string> Actions => [.. _actions];

    public ConcurrentQueue<string> Queries { get; } = new();

    public IReadOnlyList<RecordedRequest> Requests => _server.Requests;

    public static HttpReply Refusal(string code, string message = "") =>
        HttpReply.Text(400, $$"""{"__type":"{{code}}","message":"{{message}}"}""");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        var action = request.Header("X-Amz-Target")!.Split('.')[^1];
        _actions.Enqueue(action);
        return Task.FromResult(Refusals.TryDequeue(out var refusal) ? refusal
            : HttpReply.Text(200, Answer(action, request.Body).ToJsonString()));
    }

    private JsonObject Answer(string action, string body)
    {
        if (action == "StopQuery")
            return new JsonObject { ["success"] = true };
        if (action == "StartQuery")
        {
            _query = JsonNode.Parse(body)!["queryString"]!.GetValue<string>();
            _polls = 0;
            Queries.Enqueue(_query);
            return new JsonObject { ["queryId"] = "q1" };
        }
        var isRunning = _polls++ < RunningFor;
        return new JsonObject
        {
            ["status"] = isRunning ? "Running" : End,
            ["results"] = new JsonArray(isRunning ? [] : [.. Matching().Select(Row)]),
            ["statistics"] = new JsonObject { ["bytesScanned"] = 3_200_000.0 },
        };
    }

    private IEnumerable<JsonObject> Matching()
    {
        var named = Lines.Where(line => line.ContainsKey("code") && line.ContainsKey("alert"));
        if (_query.Contains("stats", StringComparison.Ordinal))
            return named.DistinctBy(line => line["alert"]!.GetValue<string>());
        if (Fingerprint().Match(_query) is { Success: true } id)
            return named.Where(line => line["fingerprint"]?.GetValue<string>() == id.Groups[1].Value);
        var pattern = Pattern().Match(_query).Groups[1].Value;
        return named.Where(line => Regex.IsMatch(line["alert"]!.GetValue<string>(), pattern));
    }

    private static JsonNode Row(JsonObject line)
    {
        var fields = new JsonArray();
        foreach (var (name, value) in line)
        {
            if (value is JsonValue)
                fields.Add(new JsonObject { ["field"] = Name(name), ["value"] = value.ToString() });
        }
        fields.Add(new JsonObject { ["field"] = "@ptr", ["value"] = "x" });
        return fields;
    }

    private static string Name(string field) => field switch
    {
        "timestamp" => "@timestamp",
        "receiver" or "receivers" => "receiverNames",
        _ => field,
    };

    [GeneratedRegex(@"alert like /(.*)/$", RegexOptions.Multiline)]
    private static partial Regex Pattern();

    [GeneratedRegex("""fingerprint = "(\w+)""")]
    private static partial Regex Fingerprint();
}
