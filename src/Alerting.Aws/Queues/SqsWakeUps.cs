using System.Text;
using Alerting.Grouping;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Alerting.Aws.Queues;

/// <summary>
/// Wake-ups to the second. A FIFO queue delays no single message, so they wait in the deliveries queue, whose function
/// sends them on to their group.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-timers.html</remarks>
public sealed class SqsWakeUps(
    IAmazonSQS sqs, string deliveriesUrl, IGroupMailbox mailbox, TimeProvider time) : IExactWakeUps
{
    /// <summary>SQS's limit. A wake-up due later is delayed again.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    /// <summary>The tick is the net, so nothing fails without it.</summary>
    public async ValueTask ScheduleAsync(GroupAddress group, DateTimeOffset at, CancellationToken cancellation)
    {
        var wait = at - time.GetUtcNow();
        var delay = wait > LongestDelay ? LongestDelay : wait;
        try
        {
            await SqsBatches.TryAsync(() => sqs.SendMessageAsync(new SendMessageRequest
            {
                QueueUrl = deliveriesUrl,
                MessageBody = Encoding.UTF8.GetString(
                    MessageBody.Of(new GroupEnvelope(group, new Wake { At = at }))),
                DelaySeconds = Math.Max(0, (int)Math.Ceiling(delay.TotalSeconds)),
            }, cancellation), cancellation);
        }
        catch (QueueUnavailableException)
        {
            // At most a minute late.
        }
    }

    /// <summary>Wakes the group, or waits on. False if the message is something else.</summary>
    public async Task<bool> TryTakeAsync(string body, CancellationToken cancellation)
    {
        if (MessageBody.ReadEnvelope(body) is not { Message: Wake { At: { } at } } envelope)
            return false;
        if (at > time.GetUtcNow())
            await ScheduleAsync(envelope.To, at, cancellation);
        else
            await mailbox.SendAsync([envelope], cancellation);
        return true;
    }
}
