using Alerting.Aws.Queues;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Alerting.Cli.Dead;

/// <summary>
/// The queue of what reached nobody. Looking at it takes nothing out: messages are hidden from others while they are looked at,
/// and shown again. Whoever dies in between leaves them hidden for a minute, and that is all.
/// </summary>
internal sealed class DeadQueue(IAmazonSQS sqs, string url) : IAsyncDisposable
{
    private const int Hidden = 60;
    private const int PageSize = 10;

    private readonly Dictionary<string, Message> _held = new(StringComparer.Ordinal);

    /// <summary>Opens the queue and turns what goes wrong with it into a sentence.</summary>
    public static async Task<int> UseAsync(string? url, Func<IAmazonSQS, DeadQueue, Task<int>> work)
    {
        url ??= Environment.GetEnvironmentVariable("ALERTING_UNDELIVERED_QUEUE");
        if (string.IsNullOrEmpty(url))
            throw new UserException("name the queue of what reached nobody, the deployment's output UndeliveredQueueUrl, by --queue or ALERTING_UNDELIVERED_QUEUE.");
        try
        {
            using var sqs = AwsClients.Sqs();
            await using var queue = new DeadQueue(sqs, url);
            return await work(sqs, queue);
        }
        catch (AmazonServiceException refused)
        {
            throw new UserException($"a queue cannot be used: SQS answered {refused.ErrorCode ?? refused.StatusCode.ToString()}. What was not moved is still there.");
        }
        catch (QueueUnavailableException failure)
        {
            throw new UserException($"a queue cannot be used: {failure.Message}. What was not moved is still there.");
        }
        catch (TimeoutException)
        {
            throw new UserException("SQS does not answer. What was not moved is still there.");
        }
        catch (Exception failure) when (failure is AmazonClientException or HttpRequestException)
        {
            throw new UserException($"SQS cannot be called from here: {failure.Message}");
        }
    }

    /// <summary>All that wait, the oldest first.</summary>
    public async Task<IReadOnlyList<DeadLetter>> LookAsync(CancellationToken cancellation)
    {
        // A short poll asks some of SQS's servers only, so an empty answer has to come twice, and a long poll asks all.
        for (var empty = 0; empty < 2;)
            empty = await ReceiveAsync(cancellation) ? 0 : empty + 1;
        return [.. _held.Values.Select(DeadLetter.Read).OrderBy(letter => letter.At)];
    }

    /// <summary>Takes it out, after it has been put where it belongs.</summary>
    public async Task RemoveAsync(DeadLetter letter, CancellationToken cancellation)
    {
        await sqs.DeleteMessageAsync(url, letter.Message.ReceiptHandle, cancellation);
        _held.Remove(letter.Id);
    }

    /// <summary>Shows again what was not taken out.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var page in _held.Values.Chunk(PageSize))
        {
            var entries = page.Select((message, i) => new ChangeMessageVisibilityBatchRequestEntry($"{i}", message.ReceiptHandle) { VisibilityTimeout = 0 });
            try
            {
                await sqs.ChangeMessageVisibilityBatchAsync(url, [.. entries], CancellationToken.None);
            }
            catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException or HttpRequestException or TimeoutException)
            {
                // They come back by themselves within a minute.
                return;
            }
        }
    }

    private async Task<bool> ReceiveAsync(CancellationToken cancellation)
    {
        var page = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = url,
            MaxNumberOfMessages = PageSize,
            VisibilityTimeout = Hidden,
            WaitTimeSeconds = 1,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = ["SentTimestamp"],
        }, cancellation);
        var isNew = false;
        foreach (var message in page.Messages ?? [])
        {
            isNew |= !_held.ContainsKey(message.MessageId);
            _held[message.MessageId] = message;
        }
        return isNew;
    }
}
