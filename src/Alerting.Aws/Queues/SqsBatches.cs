using System.Globalization;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Alerting.Aws.Queues;

/// <summary>Sends messages to a queue, as many at once as it takes: ten, and 256 KB together.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html</remarks>
internal sealed class SqsBatches(IAmazonSQS sqs, string queueUrl)
{
    /// <summary>262,144 bytes for all bodies and attributes, less what ids take.</summary>
    public const int MaxBytes = 260_000;

    private const int MaxMessages = 10;

    /// <summary>So many batches are under way at once: a storm does not wait for each answer in turn.</summary>
    private const int MaxLanes = 8;

    /// <summary>
    /// Sends all, those of one group in order. Throws <see cref="QueueUnavailableException"/> when one was not taken.
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

    /// <summary>A group keeps to its lane, so that its messages stay in order.</summary>
    private static int Lane(OutgoingMessage message, int index) =>
        message.GroupId is { } group ? group.Sum(letter => letter) : index;

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
        var response = await TryAsync(() => sqs.SendMessageBatchAsync(queueUrl, [.. batch.Select(Entry)], cancellation), cancellation);
        // A batch can succeed in part; the sender repeats all, and deduplication takes out what is there already.
        if (response.Failed is [var failed, ..])
            throw new QueueUnavailableException($"SQS did not take {response.Failed.Count} of {batch.Count} messages: {failed.Code}", null);
    }

    public static async Task<T> TryAsync<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException refused)
        {
            throw new QueueUnavailableException($"SQS answered {refused.ErrorCode ?? refused.StatusCode.ToString()}", refused);
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
        MessageAttributes = message.Note is null ? null : new() { ["reason"] = new() { DataType = "String", StringValue = message.Note } },
    };
}

/// <param name="GroupId">And the deduplication id: for FIFO queues only.</param>
/// <param name="Note">Why it is there, as attribute <c>reason</c>.</param>
internal sealed record OutgoingMessage(byte[] Body, string? GroupId = null, string? DeduplicationId = null, string? Note = null);

/// <summary>The queue does not take or give messages just now. The message is fit for people.</summary>
public sealed class QueueUnavailableException(string message, Exception? cause) : Exception(message, cause);
