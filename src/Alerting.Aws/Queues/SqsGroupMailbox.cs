using System.Globalization;
using Alerting.Aws.State;
using Alerting.Grouping;
using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>
/// Queues group messages. The FIFO queue hands out each group's messages in order, one batch at a time, and removes
/// duplicates sent within five minutes.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html</remarks>
public sealed class SqsGroupMailbox(IAmazonSQS sqs, string queueUrl, TimeProvider time) : IGroupMailbox
{
    private readonly SqsBatches _queue = new(sqs, queueUrl);

    public async ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation) =>
        await _queue.SendAsync(envelopes.SelectMany(Messages), cancellation);

    private IEnumerable<OutgoingMessage> Messages(GroupEnvelope envelope) => MessageBody.Each(envelope).Select(body =>
        new OutgoingMessage(body, KeyHash.Of(envelope.To.Key), Deduplication(envelope.Message, body)));

    /// <summary>Messages with the same content are duplicates, except that a group may be woken every minute.</summary>
    private string Deduplication(GroupMessage message, byte[] body) => message is Wake or SilencesChanged
        ? string.Create(CultureInfo.InvariantCulture, $"{KeyHash.Of(body)}-{time.GetUtcNow().ToUnixTimeSeconds() / 60}")
        : KeyHash.Of(body);
}
