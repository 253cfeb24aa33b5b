using System.Globalization;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;

namespace Alerting.Functions;

/// <summary>Lambda's batch of a queue, and the answer that names the messages which are to come again.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting</remarks>
internal static class SqsBatch
{
    private static readonly SourceGeneratorLambdaJsonSerializer<LambdaJson> Serializer = new();

    public static async Task<IReadOnlyList<QueuedMessage>> ReadAsync(Stream input)
    {
        using var body = new MemoryStream();
        await input.CopyToAsync(body);
        body.Position = 0;
        return [.. (Serializer.Deserialize<SQSEvent>(body).Records ?? []).Select(record => new QueuedMessage(record))];
    }

    public static Stream Answer(IEnumerable<QueuedMessage> failed)
    {
        var output = new MemoryStream();
        Serializer.Serialize(new SQSBatchResponse([.. failed.Select(message => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.Id })]), output);
        output.Position = 0;
        return output;
    }
}

/// <summary>A message of a queue with what SQS says of it.</summary>
internal sealed class QueuedMessage(SQSEvent.SQSMessage record)
{
    public string Id => record.MessageId;

    public string Body => record.Body ?? "";

    public string ReceiptHandle => record.ReceiptHandle;

    /// <summary>How often it was handed out, this time included.</summary>
    public int Attempt { get; } = int.TryParse(Attribute(record, "ApproximateReceiveCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1;

    /// <summary>Messages with the same are to be worked off in order; each by itself where there is none.</summary>
    public string Group { get; } = Attribute(record, "MessageGroupId") ?? record.MessageId;

    private static string? Attribute(SQSEvent.SQSMessage record, string name) => record.Attributes?.GetValueOrDefault(name);
}
