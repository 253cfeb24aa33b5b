using System.Globalization;
using Alerting.Aws.State;
using Alerting.Grouping;
using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>
/// Messages to groups by a FIFO queue: SQS hands those of one group out in order, one batch at a time, and takes out what is
/// sent twice within five minutes.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html</remarks>
public sealed class SqsGroupMailbox(IAmazonSQS sqs, string queueUrl, TimeProvider time) : IGroupMailbox
{
    private readonly SqsBatches _queue = new(sqs, queueUrl);

    public async ValueTask SendAsync(IReadOnlyList<GroupEnvelope> envelopes, CancellationToken cancellation) =>
        await _queue.SendAsync(envelopes.Select(Message), cancellation);

    private OutgoingMessage Message(GroupEnvelope envelope)
    {
        var body = MessageBody.Of(envelope);
        return new OutgoingMessage(body, KeyHash.Of(envelope.To.Key), Deduplication(envelope.Message, body));
    }

    /// <summary>The same content is the same message; but a group may be woken each minute.</summary>
    private string Deduplication(GroupMessage message, byte[] body) => message is Wake or SilencesChanged
        ? string.Create(CultureInfo.InvariantCulture, $"{KeyHash.Of(body)}-{time.GetUtcNow().ToUnixTimeSeconds() / 60}")
        : KeyHash.Of(body);
}
