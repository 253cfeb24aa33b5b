using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.TestKit;

namespace Alerting.Benchmarks;

/// <summary>A role of the executable as a process, over a stand-in for AWS, invoked as Lambda does for a queue.</summary>
internal sealed class DeployedRole : IAsyncDisposable
{
    private readonly RuntimeApiServer _runtime = new();
    private readonly Process _process;

    public DeployedRole(
        string bootstrap, string role, Uri aws, string config, params (string Name, string Value)[] more)
    {
        var start = new ProcessStartInfo(bootstrap) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in ((string, string)[])[
            ("AWS_LAMBDA_RUNTIME_API", _runtime.HostAndPort), ("ALERTING_FUNCTION", role), ("ALERTING_CONFIG", config),
            ("AWS_ENDPOINT_URL", aws.ToString()), ("AWS_REGION", "eu-west-1"), ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "example"), ("ALERTING_TABLE", "alerting"),
            ("ALERTING_GROUPS_QUEUE", $"{aws}123456789012/groups.fifo"),
            ("ALERTING_PAGES_QUEUE", $"{aws}123456789012/pages"),
            ("ALERTING_DELIVERIES_QUEUE", $"{aws}123456789012/deliveries"),
            ("ALERTING_UNDELIVERED_QUEUE", $"{aws}123456789012/undelivered"), .. more])
        {
            start.Environment[name] = value;
        }
        _process = Process.Start(start)!;
        // Drain the output, because a full pipe would block the process.
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Task Started => _runtime.Polled;

    public int ProcessId => _process.Id;

    /// <summary>The answer to an event that is not of a queue.</summary>
    public async Task<string> AnswerAsync(string anEvent) => (await _runtime.InvokeAsync(anEvent)).Body;

    /// <summary>The ids of the messages that come again.</summary>
    public async Task<IReadOnlySet<string>> InvokeAsync(IEnumerable<HandedOut> messages)
    {
        var result = await _runtime.InvokeAsync(new JsonObject
        {
            ["Records"] = new JsonArray([.. messages.Select(Record)]),
        }.ToJsonString());
        using var answer = JsonDocument.Parse(result.Body);
        return answer.RootElement.GetProperty("batchItemFailures").EnumerateArray()
            .Select(item => item.GetProperty("itemIdentifier").GetString()!).ToHashSet();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        await _runtime.DisposeAsync();
    }

    private static JsonNode Record(HandedOut message)
    {
        var attributes = new JsonObject { ["ApproximateReceiveCount"] = $"{message.Receives}" };
        if (message.Sequence is { } sequence)
            (attributes["MessageGroupId"], attributes["SequenceNumber"]) = (message.Group, $"{sequence:D20}");
        return new JsonObject
        {
            ["messageId"] = message.Id, ["receiptHandle"] = message.Id, ["body"] = message.Body,
            ["eventSource"] = "aws:sqs", ["eventSourceARN"] = "arn:aws:sqs:eu-west-1:123456789012:" + message.Queue,
            ["awsRegion"] = "eu-west-1", ["messageAttributes"] = new JsonObject(), ["attributes"] = attributes,
        };
    }
}

/// <param name="Sequence">Null outside FIFO queues.</param>
internal sealed record HandedOut(string Queue, string Id, string Body, long? Sequence = null)
{
    public string Group => "group";

    public int Receives { get; set; } = 1;
}
