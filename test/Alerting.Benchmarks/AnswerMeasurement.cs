using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Fakes;
using Alerting.Grouping.Storage;
using Alerting.Incidents;

namespace Alerting.Benchmarks;

/// <summary>
/// The page of an answer link, opened while no function runs, as at night: from the start of the process to the page,
/// rehearsal included. The group function stored the incident; AWS answers at once.
/// </summary>
public sealed class AnswerMeasurement(string bootstrap) : IAsyncDisposable
{
    private const int Runs = 20;
    private const string Partition = "incident#";
    private const string Keys = """{"current":"forty characters that nobody can guess..","previous":""}""";

    private const string Yaml = """
        people: { ann: { name: Ann, sms: "+447700900001" } }
        receivers: { chat: { slack: "https://example.com/x" } }
        routes: [{ to: chat }]
        """;

    private readonly RecordingHttpServer _aws = new();
    private readonly ConcurrentDictionary<(string Partition, string Sort), string> _items = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-answer").FullName;

    public async Task RunAsync(TextWriter output)
    {
        _aws.Responder = request => Task.FromResult(Answer(request));
        var file = Path.Combine(_folder, "alerting.yaml");
        await File.WriteAllTextAsync(file, Yaml);
        var link = AnswerLinks.Path + await FireAsync(file);
        var opened = $$$"""{"version":"2.0","rawPath":"{{{link}}}","headers":{},"requestContext":{"http":{"method":"GET","path":"{{{link}}}"}},"body":"","isBase64Encoded":false}""";
        var (times, peaks) = (new List<double>(), new List<double>());
        for (var run = 0; run < Runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            await using var webhook = new DeployedRole(bootstrap, "webhook", _aws.Uri, file,
                ("ALERT_ANSWER_URL", "https://answers.example.com/"), ("ALERT_ANSWER_KEY_PARAMETER", "/answer-keys"));
            var page = await webhook.AnswerAsync(opened);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            peaks.Add(FunctionMeasurement.PeakMemory(webhook.ProcessId) / 1024.0);
            if (!page.Contains("Nobody is on it", StringComparison.Ordinal))
                throw new InvalidOperationException($"The page was not shown: {page}");
        }
        times.Sort();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"answer page, process start to page: median {times[Runs / 2]:0.0} ms of {Runs}, fastest {times[0]:0.0}, slowest {times[^1]:0.0}"));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"peak memory: {peaks.Max():0.0} MiB"));
    }

    public async ValueTask DisposeAsync()
    {
        await _aws.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Returns the token of the incident's link.</summary>
    private async Task<string> FireAsync(string file)
    {
        var now = TimeProvider.System.GetUtcNow();
        var signal = new Signal
        {
            Source = "cloudwatch-alarm", Name = "orders", Title = "orders", State = "ALARM", Account = "123456789012",
            Region = "eu-west-1", Identity = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders",
            EventKey = "orders 1", Summary = "Threshold crossed: 1 datapoint [41.0] was above 5.", OccurredAt = now,
            Recovers = true, Claims = [new SeverityClaim(Severity.Critical, "benchmark")],
        };
        var config = ConfigFile.Load(Yaml, "alerting.yaml", _ => null).Config!;
        var envelope = new AlertPipeline(config).Take([signal], now).Envelopes.Single();
        await using var group = new DeployedRole(bootstrap, "group", _aws.Uri, file);
        await group.InvokeAsync([new HandedOut("groups.fifo", "m0",
            JsonSerializer.Serialize(envelope, GroupJson.Compact.GroupEnvelope), Sequence: 1)]);
        var incident = _items.Keys.First(key => key.Partition.StartsWith(Partition, StringComparison.Ordinal))
            .Partition[Partition.Length..];
        return new AnswerToken(incident, "ann", IsPerson: true).Write(AnswerKeys.Parse(Keys)!)!;
    }

    private HttpReply Answer(RecordedRequest request)
    {
        if (request.Header("X-Amz-Target") is not { } target)
            return HttpReply.Ok;
        var json = JsonNode.Parse(request.Body)!;
        return HttpReply.Text(200, target.Split('.')[^1] switch
        {
            "PutItem" => Put(json["Item"]!),
            "GetItem" => _items.TryGetValue(KeyOf(json["Key"]!), out var item) ? $$"""{"Item":{{item}}}""" : "{}",
            "Query" => Queried(json),
            "SendMessageBatch" => SqsReplies.Sent(json),
            "GetParameter" => new JsonObject { ["Parameter"] = new JsonObject
                { ["Name"] = "/answer-keys", ["Type"] = "SecureString", ["Value"] = Keys } }.ToJsonString(),
            _ => "{}",
        }, "application/x-amz-json-1.0");
    }

    private string Put(JsonNode item)
    {
        _items[KeyOf(item)] = item.ToJsonString();
        return "{}";
    }

    /// <summary>The items of the partition that the query names.</summary>
    private string Queried(JsonNode query)
    {
        var named = query["ExpressionAttributeValues"]?.AsObject()
            .Select(value => value.Value?["S"]?.GetValue<string>()).ToHashSet() ?? [];
        var found = _items.Where(item => named.Contains(item.Key.Partition)).OrderBy(item => item.Key.Sort)
            .Select(item => item.Value).ToArray();
        return $$"""{"Items":[{{string.Join(',', found)}}],"Count":{{found.Length}},"ScannedCount":{{found.Length}}}""";
    }

    private static (string Partition, string Sort) KeyOf(JsonNode key) =>
        (key["pk"]!["S"]!.GetValue<string>(), key["sk"]!["S"]!.GetValue<string>());
}
