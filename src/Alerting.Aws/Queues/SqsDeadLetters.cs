using System.Text;
using Alerting.Delivering;
using Alerting.Notifications;
using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>
/// Stores dead letters. The body is the original notification and the reason an attribute, so a redrive can move the
/// message back to the deliveries queue unchanged.
/// </summary>
public sealed class SqsDeadLetters(IAmazonSQS sqs, string queueUrl) : IDeadLetters
{
    private const int MaxReason = 1000;

    private readonly SqsBatches _queue = new(sqs, queueUrl);

    public Task SendAsync(Notification notification, string reason, CancellationToken cancellation) =>
        SendAsync(MessageBody.Of(notification), reason, cancellation);

    /// <summary>For an unreadable message, whose body is stored unchanged.</summary>
    public Task SendAsync(string body, string reason, CancellationToken cancellation) =>
        SendAsync(Encoding.UTF8.GetBytes(body), reason, cancellation);

    private Task SendAsync(byte[] body, string reason, CancellationToken cancellation) =>
        _queue.SendAsync([new OutgoingMessage(body, Reason: reason.Length > MaxReason ? reason[..MaxReason] : reason)],
            cancellation);
}
