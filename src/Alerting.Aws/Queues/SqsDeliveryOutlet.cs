using Alerting.Grouping;
using Alerting.Notifications;
using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>Queues notifications. A standard queue, because order does not matter and none may block another.</summary>
public sealed class SqsDeliveryOutlet(IAmazonSQS sqs, string queueUrl) : INotificationOutlet
{
    /// <summary>The most that SQS allows.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    private readonly SqsBatches _queue = new(sqs, queueUrl);

    public async ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation) =>
        await _queue.SendAsync(notifications.Select(notification => new OutgoingMessage(MessageBody.Of(notification))),
            cancellation);

    /// <summary>Each is handed out after its delay, of up to <see cref="LongestDelay"/>.</summary>
    public Task SendAfterAsync(
        IEnumerable<(Notification Notification, TimeSpan Delay)> notifications, CancellationToken cancellation) =>
        _queue.SendAsync(notifications.Select(each => new OutgoingMessage(
            MessageBody.Of(each.Notification),
            Delay: each.Delay < LongestDelay ? each.Delay : LongestDelay)), cancellation);
}
