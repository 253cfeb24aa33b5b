using System.Globalization;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;

namespace Alerting.Functions;

/// <summary>Reads a batch and writes the response that lists the messages to retry.</summary>
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

    public static Stream Response(IEnumerable<QueuedMessage> failed)
    {
        var output = new MemoryStream();
        Serializer.Serialize(new SQSBatchResponse([.. failed.Select(
            message => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = message.Id })]), output);
        output.Position = 0;
        return output;
    }
}

internal sealed class QueuedMessage(SQSEvent.SQSMessage record)
{
    public string Id => record.MessageId;

    public string Body => record.Body ?? "";

    public string ReceiptHandle => record.ReceiptHandle;

    /// <summary>The name of the queue that it is in; null if the event does not say.</summary>
    public string? Queue => record.EventSourceArn?.Split(':')[^1];

    /// <summary>The first attempt is 1.</summary>
    public int Attempt { get; } = int.TryParse(Attribute(record, "ApproximateReceiveCount"), NumberStyles.None,
        CultureInfo.InvariantCulture, out var count) ? count : 1;

    /// <summary>Messages of the same group are processed in order. Without a group the message is on its own.</summary>
    public string Group { get; } = Attribute(record, "MessageGroupId") ?? record.MessageId;

    /// <summary>FIFO queues only; later messages of a group have higher numbers.</summary>
    /// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Message.html</remarks>
    public UInt128? Sequence { get; } =
        UInt128.TryParse(Attribute(record, "SequenceNumber"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var number) ? number : null;

    public DateTimeOffset? QueuedAt { get; } =
        long.TryParse(Attribute(record, "SentTimestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var sent)
            ? DateTimeOffset.FromUnixTimeMilliseconds(sent) : null;

    private static string? Attribute(SQSEvent.SQSMessage record, string name) =>
        record.Attributes?.GetValueOrDefault(name);
}
