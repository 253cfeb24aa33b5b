using Alerting.Grouping;
using Alerting.Notifications;
using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>
/// Queues notifications, pages in a queue of their own. Standard queues, because order does not matter and none may
/// block another.
/// </summary>
public sealed class SqsDeliveryOutlet(IAmazonSQS sqs, string pagesUrl, string othersUrl) : INotificationOutlet
{
    /// <summary>The most that SQS allows.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    private readonly SqsBatches _pages = new(sqs, pagesUrl);
    private readonly SqsBatches _others = new(sqs, othersUrl);

    public async ValueTask SendAsync(IReadOnlyList<Notification> notifications, CancellationToken cancellation) =>
        await SendAfterAsync(notifications.Select(each => (each, TimeSpan.Zero)), cancellation);

    /// <summary>Each is handed out after its delay, of up to <see cref="LongestDelay"/>.</summary>
    public async Task SendAfterAsync(
        IEnumerable<(Notification Notification, TimeSpan Delay)> notifications, CancellationToken cancellation)
    {
        if (pagesUrl == othersUrl)
        {
            await _others.SendAsync(notifications.Select(Write), cancellation);
            return;
        }
        var all = notifications.ToArray();
        await Task.WhenAll(
            _pages.SendAsync(all.Where(each => each.Notification.IsPage).Select(Write), cancellation),
            _others.SendAsync(all.Where(each => !each.Notification.IsPage).Select(Write), cancellation));
    }

    private static OutgoingMessage Write((Notification Notification, TimeSpan Delay) each) => new(
        MessageBody.Of(each.Notification), Delay: each.Delay < LongestDelay ? each.Delay : LongestDelay);
}
