using Alerting.Grouping;
using Alerting.Notifications;
using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>Queues notifications. A standard queue, because order does not matter and none may block another.</summary>
internal sealed class SqsDeliveryOutlet(IAmazonSQS sqs, string queueUrl) : INotificationOutlet
{
    private readonly SqsBatches _queue = new(sqs, queueUrl);

    public async ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation) =>
        await _queue.SendAsync(notifications.Select(notification => new OutgoingMessage(MessageBody.Of(notification))),
            cancellation);
}
