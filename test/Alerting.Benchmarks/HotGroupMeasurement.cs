using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Fakes;
using Alerting.Grouping.Storage;
using Alerting.TestKit;

namespace Alerting.Benchmarks;

/// <summary>
/// 2,000 messages of one group, then a page of it: FIFO hands out ten at a time, and each call to AWS takes 10 ms.
/// Half of the messages are new alarms, so the state grows to the 200 alerts that are kept in detail.
/// </summary>
public sealed class HotGroupMeasurement(string bootstrap) : IAsyncDisposable
{
    private const int Messages = 2000;
    private static readonly TimeSpan Call = TimeSpan.FromMilliseconds(10);

    private readonly RecordingHttpServer _aws = new();
    private readonly ConcurrentDictionary<string, string> _items = new();
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-hot").FullName;
    private long _units;
    private long _pageAt;

    public async Task RunAsync(TextWriter output)
    {
        _aws.Responder = AnswerAsync;
        const string yaml = """
            receivers: { chat: { slack: "https://example.com/x" } }
            routes: [{ to: chat, group_by: [account] }]
            """;
        var file = Path.Combine(_folder, "alerting.yaml");
        await File.WriteAllTextAsync(file, yaml);
        var queue = Queue(ConfigFile.Load(yaml, "alerting.yaml", _ => null).Config!);
        await using var group = new DeployedRole(bootstrap, "group", _aws.Uri, file);
        await group.Started;
        var began = Stopwatch.GetTimestamp();
        foreach (var batch in queue.Chunk(10))
        {
            if ((await group.InvokeAsync(batch)).Count > 0)
                throw new InvalidOperationException("The group function failed.");
        }
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {queue.Count / took:0} messages a second; the page behind {Messages} was queued after {Seconds(began):0.0} s
            calls: {string.Join(", ", _calls.Select(call => $"{call.Value} {call.Key}"))}; {_units} WRU written
            """));
    }

    public async ValueTask DisposeAsync()
    {
        await _aws.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private double Seconds(long began) => Stopwatch.GetElapsedTime(began, _pageAt).TotalSeconds;

    private static List<HandedOut> Queue(AlertingConfig config)
    {
        var (pipeline, now) = (new AlertPipeline(config), TimeProvider.System.GetUtcNow());
        var envelopes = Enumerable.Range(0, Messages + 1).SelectMany(i => pipeline.Take([Signal(i)], now).Envelopes);
        return [.. envelopes.Select((envelope, i) => new HandedOut(
            "groups.fifo", $"m{i}", JsonSerializer.Serialize(envelope, GroupJson.Compact.GroupEnvelope), i))];
    }

    /// <summary>Warnings, and at last an error.</summary>
    private static Signal Signal(int number)
    {
        var name = number == Messages ? "the page" : $"alarm {number / 2}";
        return new Signal
        {
            Source = "cloudwatch-alarm", Name = name, Title = name, State = "ALARM", Account = "123456789012",
            Region = "eu-west-1", Identity = $"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:{name}",
            EventKey = $"{name} {number}", Summary = $"Threshold crossed: 1 datapoint [{number}.0] was above 100.",
            OccurredAt = TimeProvider.System.GetUtcNow().AddSeconds(-Messages + number), Recovers = true,
            Claims = [new SeverityClaim(number == Messages ? Severity.Error : Severity.Warning, "benchmark")],
        };
    }

    private async Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        if (request.Header("X-Amz-Target") is not { } target)
            return HttpReply.Ok;
        var action = target.Split('.')[^1];
        _calls.AddOrUpdate(action, 1, (_, count) => count + 1);
        await Task.Delay(Call);
        var json = JsonNode.Parse(request.Body)!;
        if (action == "SendMessageBatch" && request.Body.Contains("the page", StringComparison.Ordinal))
            _pageAt = Stopwatch.GetTimestamp();
        return HttpReply.Text(200, action switch
        {
            "PutItem" => Put(json),
            "GetItem" => _items.TryGetValue(Key(json["Key"]!), out var item) ? $$"""{"Item":{{item}}}""" : "{}",
            "SendMessageBatch" => SqsReplies.Sent(json),
            "Query" => """{"Items":[],"Count":0,"ScannedCount":0}""",
            _ => "{}",
        }, "application/x-amz-json-1.0");
    }

    private string Put(JsonNode json)
    {
        var item = json["Item"]!;
        var text = item.ToJsonString();
        _items[Key(item)] = text;
        Interlocked.Add(ref _units, ItemSize.WriteUnits(item));
        return "{}";
    }

    private static string Key(JsonNode key) => $"{key["pk"]!["S"]} {key["sk"]!["S"]}";
}
