using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Fakes;
using Alerting.Reliability.Aws.Queues;

namespace Alerting.Reliability.Lambda;

/// <summary>
/// What Lambda's pollers do for a queue: they receive up to ten messages, invoke the function, and delete those that it
/// does not report as failed. After a failed invocation they delete nothing, and the messages stay hidden until their
/// visibility timeout ends.
/// </summary>
/// <param name="failed">Gets the receipts of an invocation without a response.</param>
internal sealed class EventSourceMapping(
    Queue queue, string role, RolePool pool, TimeProvider time, Action<Queue, IReadOnlyList<Receipt>> failed)
{
    private const int BatchSize = 10;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(25);

    private int _busy;

    public bool IsIdle => Volatile.Read(ref _busy) == 0;

    /// <summary>Polls until cancelled, with as many pollers as there may be processes.</summary>
    public Task RunAsync(int pollers, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, pollers).Select(_ => PollAsync(cancellation)));

    private async Task PollAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                Interlocked.Increment(ref _busy);
                var messages = queue.Receive(BatchSize);
                if (messages.Count > 0)
                    await ProcessAsync(messages);
                Interlocked.Decrement(ref _busy);
                if (messages.Count == 0)
                    await Task.Delay(Idle, time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The run ends.
        }
    }

    private async Task ProcessAsync(IReadOnlyList<Receipt> messages)
    {
        if (await pool.InvokeAsync(role, ToEvent(queue.Name, messages)) is not { } response)
        {
            failed(queue, messages);
            return;
        }
        using var json = JsonDocument.Parse(response);
        var retried = json.RootElement.Items("batchItemFailures").Select(item => item.Text("itemIdentifier")).ToHashSet();
        foreach (var message in messages)
        {
            if (!retried.Contains(message.Message.Id))
                queue.Delete(message.Handle);
        }
    }

    /// <summary>https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html</summary>
    private static string ToEvent(string queue, IEnumerable<Receipt> messages) => new JsonObject
    {
        ["Records"] = new JsonArray([.. messages.Select(message => Record(queue, message))]),
    }.ToJsonString();

    private static JsonObject Record(string queue, Receipt receipt)
    {
        var message = receipt.Message;
        var attributes = new JsonObject
        {
            ["ApproximateReceiveCount"] = receipt.Receives.ToString(null, null),
            ["SentTimestamp"] = message.SentAt.ToUnixTimeMilliseconds().ToString(null, null),
        };
        if (message.Content.Group is { } group)
        {
            attributes["MessageGroupId"] = group;
            attributes["MessageDeduplicationId"] = message.Content.Deduplication;
            attributes["SequenceNumber"] = message.Sequence.ToString("D20", null);
        }
        return new JsonObject
        {
            ["messageId"] = message.Id,
            ["receiptHandle"] = receipt.Handle,
            ["body"] = message.Content.Body,
            ["attributes"] = attributes,
            ["messageAttributes"] = new JsonObject(),
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = $"arn:aws:sqs:eu-west-1:123456789012:{queue}",
            ["awsRegion"] = "eu-west-1",
        };
    }
}
