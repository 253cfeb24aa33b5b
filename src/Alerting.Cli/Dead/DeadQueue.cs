using Alerting.Cli.Deployments;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Alerting.Cli.Dead;

/// <summary>
/// The dead-letter queue. Reading hides messages from other readers and then releases them; after a crash they are
/// visible again within a minute.
/// </summary>
internal sealed class DeadQueue(IAmazonSQS sqs, string url) : IAsyncDisposable
{
    private const int VisibilitySeconds = 60;
    private const int PageSize = 10;
    private const string Kept = "Messages that were not redriven are still there.";

    private readonly Dictionary<string, Message> _received = new(StringComparer.Ordinal);

    /// <summary>Runs the work on the queue and turns AWS errors into user errors.</summary>
    public static Task<int> UseAsync(string url, Func<IAmazonSQS, DeadQueue, Task<int>> work) =>
        AwsProblem.ExplainAsync("the queue", async () =>
        {
            using var sqs = AwsClients.Sqs();
            await using var queue = new DeadQueue(sqs, url);
            return await work(sqs, queue);
        }, Kept);

    /// <summary>Reads all dead letters, oldest first.</summary>
    public async Task<IReadOnlyList<DeadLetter>> ReadAllAsync(CancellationToken cancellation)
    {
        // One empty receive does not prove that the queue is empty; stop after two long polls without new messages.
        for (var empty = 0; empty < 2;)
            empty = await ReceiveAsync(cancellation) ? 0 : empty + 1;
        return [.. _received.Values.Select(DeadLetter.Read).OrderBy(letter => letter.At)];
    }

    public async Task RemoveAsync(DeadLetter letter, CancellationToken cancellation)
    {
        await sqs.DeleteMessageAsync(url, letter.Message.ReceiptHandle, cancellation);
        _received.Remove(letter.Id);
    }

    /// <summary>Makes the remaining messages visible again.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var page in _received.Values.Chunk(PageSize))
        {
            var entries = page.Select((message, i) =>
                new ChangeMessageVisibilityBatchRequestEntry($"{i}", message.ReceiptHandle) { VisibilityTimeout = 0 });
            try
            {
                await sqs.ChangeMessageVisibilityBatchAsync(url, [.. entries], CancellationToken.None);
            }
            catch (Exception failure) when (failure is AmazonClientException or AmazonServiceException
                or HttpRequestException or TimeoutException)
            {
                // They become visible within a minute anyway.
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
            VisibilityTimeout = VisibilitySeconds,
            WaitTimeSeconds = 1,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = ["SentTimestamp"],
        }, cancellation);
        var isNew = false;
        foreach (var message in page.Messages ?? [])
        {
            isNew |= !_received.ContainsKey(message.MessageId);
            _received[message.MessageId] = message;
        }
        return isNew;
    }
}
