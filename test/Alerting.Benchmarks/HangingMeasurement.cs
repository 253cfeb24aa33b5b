using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Fakes;
using Alerting.Grouping.Storage;
using Alerting.InProcess;
using Alerting.Notifications;

namespace Alerting.Benchmarks;

/// <summary>
/// SMS beside a chat service that accepts connections and never answers: 300 alarms at once, each to both, so 600
/// notifications in the pages queue. Lambda begins with five processes and adds five a second, up to the 20 of
/// template.yaml, with ten messages each; AWS answers at once.
/// </summary>
public sealed class HangingMeasurement(string bootstrap) : IAsyncDisposable
{
    private const int Alarms = 300;
    private const int Processes = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private readonly RecordingHttpServer _aws = new();
    private readonly RecordingHttpServer _chat = new();
    private readonly TaskCompletionSource<HttpReply> _never = new();
    private readonly SnsService _sns = new(new Faults());
    private readonly ConcurrentBag<TimeSpan> _sms = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _visibleAt = new();
    private readonly List<HandedOut> _queue = [];
    private readonly Lock _lock = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("alerting-hang").FullName;
    private long _began;

    public async Task RunAsync(TextWriter output)
    {
        _aws.Responder = AnswerAsync;
        _chat.Responder = _ => _never.Task;
        var config = $$"""
            receivers:
              chat: { slack: "{{_chat.Uri}}services/T0/B0/secret" }
              phone: { sms: "+447700900123" }
            routes: [{ to: [chat, phone], group_by: [name] }]
            """;
        await File.WriteAllTextAsync(Path.Combine(_folder, "alerting.yaml"), config);
        foreach (var notification in await NotificationsAsync(config))
        {
            _queue.Add(new HandedOut("pages", notification.Id,
                JsonSerializer.Serialize(notification, GroupJson.Compact.Notification)));
        }
        var started = 0;
        var all = new TaskCompletionSource();
        await Task.WhenAll(Enumerable.Range(0, Processes).Select(number => PollAsync(number, () =>
        {
            if (Interlocked.Increment(ref started) == Processes)
            {
                _began = Stopwatch.GetTimestamp();
                all.SetResult();
            }
            return all.Task;
        })));
        var late = _sms.Order().ToArray();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{2 * Alarms} notifications, {late.Length} SMS: p50 {At(late, 0.5):0.0} s, "
            + $"p99 {At(late, 0.99):0.0} s, last {late[^1].TotalSeconds:0.0} s; {_chat.Requests.Count} calls to the chat"));
    }

    public async ValueTask DisposeAsync()
    {
        _never.TrySetResult(HttpReply.Ok);
        await _aws.DisposeAsync();
        await _chat.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static double At(TimeSpan[] sorted, double share) =>
        sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)].TotalSeconds;

    private static async Task<IReadOnlyList<Notification>> NotificationsAsync(string yaml)
    {
        var config = ConfigFile.Load(yaml, "alerting.yaml", _ => null).Config!;
        var signals = Enumerable.Range(0, Alarms).Select(i => new Signal
        {
            Source = "cloudwatch-alarm", Name = $"alarm {i}", Title = $"alarm {i}", State = "ALARM",
            Identity = $"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:alarm {i}", EventKey = $"alarm {i}",
            Claims = [new SeverityClaim(Severity.Error, "benchmark")], OccurredAt = TimeProvider.System.GetUtcNow(),
        });
        var trace = await new LocalAlerting(config, TimeProvider.System).TakeAsync([.. signals], CancellationToken.None);
        return trace.Notifications;
    }

    /// <summary>One process and its poller.</summary>
    private async Task PollAsync(int number, Func<Task> allStartedAsync)
    {
        await using var process =
            new DeployedRole(bootstrap, "deliver", _aws.Uri, Path.Combine(_folder, "alerting.yaml"));
        await process.Started;
        await allStartedAsync();
        await Task.Delay(TimeSpan.FromSeconds(number / 5));
        while (Stopwatch.GetElapsedTime(_began) < Longest && _sms.Count < Alarms)
        {
            var batch = Receive();
            if (batch.Length == 0)
            {
                await Task.Delay(50);
                continue;
            }
            var failed = await process.InvokeAsync(batch);
            lock (_lock)
                _queue.RemoveAll(each => batch.Contains(each) && !failed.Contains(each.Id));
        }
    }

    private HandedOut[] Receive()
    {
        lock (_lock)
        {
            var now = TimeProvider.System.GetUtcNow();
            HandedOut[] batch = [.. _queue.Where(each => !(_visibleAt.GetValueOrDefault(each.Id) > now)).Take(10)];
            foreach (var message in batch)
            {
                message.Receives = _visibleAt.ContainsKey(message.Id) ? message.Receives + 1 : 1;
                _visibleAt[message.Id] = now.AddSeconds(36);
            }
            return batch;
        }
    }

    private async Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        if (request.Header("X-Amz-Target") is not { } target)
        {
            var (reply, message) = await _sns.ReceiveAsync(SnsXml.Form(request.Body), CancellationToken.None);
            if (message is not null)
                _sms.Add(Stopwatch.GetElapsedTime(_began));
            return reply;
        }
        if (target.EndsWith("ChangeMessageVisibility", StringComparison.Ordinal))
        {
            var json = JsonNode.Parse(request.Body)!;
            _visibleAt[json["ReceiptHandle"]!.GetValue<string>()] =
                TimeProvider.System.GetUtcNow().AddSeconds(json["VisibilityTimeout"]!.GetValue<int>());
        }
        return HttpReply.Text(200, target.EndsWith("Query", StringComparison.Ordinal)
            ? """{"Items":[],"Count":0,"ScannedCount":0}""" : "{}", "application/x-amz-json-1.0");
    }
}
