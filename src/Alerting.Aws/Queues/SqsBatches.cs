using System.Globalization;
using Alerting.Alerts;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Alerting.Aws.Queues;

/// <summary>Sends messages in batches of up to ten messages and 256 KB, SQS's limits.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html</remarks>
internal sealed class SqsBatches(IAmazonSQS sqs, string queueUrl)
{
    /// <summary>SQS allows 262,144 bytes; the rest is for attributes and ids.</summary>
    public const int MaxBytes = 260_000;

    private const int MaxMessages = 10;

    /// <summary>Batches sent in parallel, which keeps a storm fast.</summary>
    private const int MaxLanes = 8;

    /// <summary>
    /// Keeps the order within each group. Throws <see cref="QueueUnavailableException"/> when a message was not
    /// accepted.
    /// </summary>
    public async Task SendAsync(IEnumerable<OutgoingMessage> messages, CancellationToken cancellation)
    {
        var all = messages.ToList();
        var lanes = Math.Min(MaxLanes, (all.Count + MaxMessages - 1) / MaxMessages);
        if (lanes <= 1)
        {
            await SendInTurnAsync(all, cancellation);
            return;
        }
        await Task.WhenAll(all.Select((message, index) => (message, lane: Lane(message, index) % lanes))
            .GroupBy(each => each.lane, each => each.message)
            .Select(lane => SendInTurnAsync(lane, cancellation)));
    }

    /// <summary>All messages of a group use the same lane, which keeps their order.</summary>
    private static int Lane(OutgoingMessage message, int index) =>
        message.GroupId is { } group ? group.Sum(character => character) : index;

    private async Task SendInTurnAsync(IEnumerable<OutgoingMessage> messages, CancellationToken cancellation)
    {
        var batch = new List<OutgoingMessage>();
        var bytes = 0;
        foreach (var message in messages)
        {
            if (batch.Count == MaxMessages || bytes + message.Body.Length > MaxBytes)
            {
                await SendBatchAsync(batch, cancellation);
                (bytes, batch) = (0, []);
            }
            batch.Add(message);
            bytes += message.Body.Length;
        }
        if (batch.Count > 0)
            await SendBatchAsync(batch, cancellation);
    }

    private async Task SendBatchAsync(List<OutgoingMessage> batch, CancellationToken cancellation)
    {
        var response = await TryAsync(() => sqs.SendMessageBatchAsync(queueUrl, [.. batch.Select(Entry)], cancellation),
            cancellation);
        // A batch can succeed partly. The caller retries all of it, and deduplication removes the copies.
        if (response.Failed is [var failed, ..])
        {
            throw new QueueUnavailableException(
                $"SQS rejected {response.Failed.Count} of {batch.Count} messages: {failed.Code}", null);
        }
    }

    public static async Task<T> TryAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException refused)
        {
            throw new QueueUnavailableException($"SQS answered {refused.ErrorCode ?? refused.StatusCode.ToString()}",
                refused);
        }
        catch (Exception failure) when (Unreachable.Is(failure, cancellation))
        {
            throw new QueueUnavailableException("SQS cannot be reached", failure);
        }
    }

    private static SendMessageBatchRequestEntry Entry(OutgoingMessage message, int index) => new()
    {
        Id = index.ToString(CultureInfo.InvariantCulture),
        MessageBody = System.Text.Encoding.UTF8.GetString(message.Body),
        MessageGroupId = message.GroupId,
        MessageDeduplicationId = message.DeduplicationId,
        DelaySeconds = message.Delay > TimeSpan.Zero ? (int)Math.Ceiling(message.Delay.TotalSeconds) : null,
        MessageAttributes = message.Reason is null
            ? null
            : new()
            {
                ["reason"] = Attribute(message.Reason.Value.Text),
                ["code"] = Attribute(message.Reason.Value.Code.ToString()),
            },
    };

    private static MessageAttributeValue Attribute(string text) => new() { DataType = "String", StringValue = text };
}

/// <param name="GroupId">Like the deduplication id, only for FIFO queues.</param>
/// <param name="Reason">For dead letters, in the attributes <c>reason</c> and <c>code</c>.</param>
internal sealed record OutgoingMessage(byte[] Body, string? GroupId = null, string? DeduplicationId = null,
    Reason? Reason = null, TimeSpan Delay = default);

/// <summary>The queue cannot be used at the moment. The exception's message can be shown to people.</summary>
public sealed class QueueUnavailableException(string message, Exception? cause) : Exception(message, cause);
