using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>Sets when SQS hands out a failed message again, or that it does not.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html</remarks>
public sealed class SqsVisibility(IAmazonSQS sqs, string queueUrl)
{
    /// <summary>SQS allows twelve hours, counted from when the message was received.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(11);

    /// <summary>False when SQS refuses. The queue's own visibility timeout then applies.</summary>
    public async Task<bool> ReturnAfterAsync(string receiptHandle, TimeSpan wait, CancellationToken cancellation)
    {
        var seconds = (int)Math.Ceiling((wait < Longest ? wait : Longest).TotalSeconds);
        try
        {
            await SqsBatches.TryAsync(
                () => sqs.ChangeMessageVisibilityAsync(queueUrl, receiptHandle, seconds, cancellation), cancellation);
            return true;
        }
        catch (QueueUnavailableException)
        {
            return false;
        }
    }

    /// <summary>When SQS refuses, it is removed with its batch.</summary>
    public async Task DeleteAsync(string receiptHandle, CancellationToken cancellation)
    {
        try
        {
            await SqsBatches.TryAsync(
                () => sqs.DeleteMessageAsync(queueUrl, receiptHandle, cancellation), cancellation);
        }
        catch (QueueUnavailableException)
        {
            // Not needed for anything but a crash.
        }
    }
}
