using System.Text;
using Alerting.Notifications;
using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>
/// Keeps what reached nobody, as the notification it is and with the reason as an attribute, so that it can be moved back to
/// the deliveries when the channel works again.
/// </summary>
public sealed class SqsDeadLetters(IAmazonSQS sqs, string queueUrl)
{
    private const int MaxReason = 1000;

    private readonly SqsBatches _queue = new(sqs, queueUrl);

    public Task SendAsync(Notification notification, string reason, CancellationToken cancellation) =>
        SendAsync(MessageBody.Of(notification), reason, cancellation);

    /// <summary>Keeps a message that cannot be read as it came.</summary>
    public Task SendAsync(string body, string reason, CancellationToken cancellation) =>
        SendAsync(Encoding.UTF8.GetBytes(body), reason, cancellation);

    private Task SendAsync(byte[] body, string reason, CancellationToken cancellation) =>
        _queue.SendAsync([new OutgoingMessage(body, Note: reason.Length > MaxReason ? reason[..MaxReason] : reason)], cancellation);
}
