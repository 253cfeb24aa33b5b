using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>Says when a message that could not be worked off is handed out again.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html</remarks>
public sealed class SqsVisibility(IAmazonSQS sqs, string queueUrl)
{
    /// <summary>SQS allows twelve hours since the message was received.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(11);

    /// <summary>False when SQS refuses; the message then comes after the queue's own time.</summary>
    public async Task<bool> ReturnAfterAsync(string receiptHandle, TimeSpan wait, CancellationToken cancellation)
    {
        var seconds = (int)Math.Ceiling((wait < Longest ? wait : Longest).TotalSeconds);
        try
        {
            await SqsBatches.TryAsync(() => sqs.ChangeMessageVisibilityAsync(queueUrl, receiptHandle, seconds, cancellation), cancellation);
            return true;
        }
        catch (QueueUnavailableException)
        {
            return false;
        }
    }
}
