using Alerting.Grouping;
using Alerting.Notifications;
using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>
/// Queues notifications, pages in a queue of their own. Standard queues, because order does not matter and none may
/// block another.
/// </summary>
internal sealed class SqsDeliveryOutlet(IAmazonSQS sqs, string pagesUrl, string othersUrl) : INotificationOutlet
{
    private readonly SqsBatches _pages = new(sqs, pagesUrl);
    private readonly SqsBatches _others = new(sqs, othersUrl);

    public async ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation)
    {
        if (pagesUrl == othersUrl)
        {
            await _others.SendAsync(notifications.Select(Write), cancellation);
            return;
        }
        await Task.WhenAll(
            SendAsync(_pages, notifications.Where(each => each.IsPage), cancellation),
            SendAsync(_others, notifications.Where(each => !each.IsPage), cancellation));
    }

    private static Task SendAsync(
        SqsBatches queue, IEnumerable<Notification> notifications, CancellationToken cancellation) =>
        queue.SendAsync(notifications.Select(Write), cancellation);

    private static OutgoingMessage Write(Notification notification) => new(MessageBody.Of(notification));
}
