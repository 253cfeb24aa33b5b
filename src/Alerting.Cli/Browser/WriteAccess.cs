using Alerting.Aws.State;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Alerting.Cli.Browser;

/// <summary>What the credentials may change, each as a sentence that says why not; null if they may.</summary>
internal sealed record Access(string? Answer, string? Table, string? Redrive);

/// <summary>
/// Finds out by calls that change nothing: a batch of no messages, and a write under a condition that never holds. AWS
/// checks the permission first.
/// </summary>
internal sealed class WriteAccess(AlertingTable table, IAmazonSQS sqs, ConsoleParts parts)
{
    public async Task<Access> ReadAsync(CancellationToken cancellation)
    {
        var groups = QueueAsync(parts.Groups, "the groups queue", "--groups", cancellation);
        var deliveries = QueueAsync(parts.Deliveries, "the deliveries queue", "--deliveries", cancellation);
        var silences = TableAsync(cancellation);
        return new Access(await groups, await silences,
            parts.DeadLetters is null ? "No dead-letter queue is named: add --stack or --queue."
                : await deliveries ?? await groups);
    }

    private async Task<string?> QueueAsync(
        string? url, string noun, string option, CancellationToken cancellation)
    {
        if (url is null)
            return $"{char.ToUpperInvariant(noun[0])}{noun[1..]} is not named: add --stack or {option}.";
        try
        {
            await sqs.SendMessageBatchAsync(new SendMessageBatchRequest(url, []), cancellation);
            return null;
        }
        catch (AmazonSQSException refused)
        {
            return IsDenied(refused)
                ? $"These credentials may not send to {noun} (sqs:SendMessage)." : null;
        }
        catch (AmazonClientException)
        {
            // The client refuses an empty batch, too: then the first answer shows it.
            return null;
        }
    }

    private async Task<string?> TableAsync(CancellationToken cancellation)
    {
        try
        {
            await new DynamoSilences(table).TryWritingAsync(cancellation);
            return null;
        }
        catch (TableUnavailableException failure) when (failure.InnerException is AmazonServiceException refused
            && IsDenied(refused))
        {
            return "These credentials may not write to the table (dynamodb:PutItem).";
        }
    }

    private static bool IsDenied(AmazonServiceException refused) => refused.ErrorCode is
        "AccessDenied" or "AccessDeniedException" or "AuthorizationError" or "UnauthorizedOperation";
}
