using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alerting.Fakes;

namespace Alerting.Reliability.Aws.Queues;

/// <summary>SQS's JSON protocol. A queue's URL ends in its name.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html</remarks>
internal sealed class SqsService(IReadOnlyList<Queue> queues)
{
    private const string Type = "application/x-amz-json-1.0";
    private const string Prefix = "com.amazonaws.sqs";
    private const int MaxBatch = 10;
    private const int MaxBytes = 262_144;

    public HttpReply Answer(string action, JsonElement request)
    {
        try
        {
            return HttpReply.Text(200, Do(action, request).ToJsonString(), Type);
        }
        catch (AwsErrorException refused)
        {
            return refused.ToReply(Prefix);
        }
    }

    private JsonObject Do(string action, JsonElement request)
    {
        var queue = queues.FirstOrDefault(each => request.Text("QueueUrl").EndsWith($"/{each.Name}",
            StringComparison.Ordinal)) ?? throw new AwsErrorException("QueueDoesNotExist",
                "The specified queue does not exist.");
        return action switch
        {
            "SendMessage" => Send(queue, request),
            "SendMessageBatch" => Batch(request, each => Send(queue, each)),
            "ChangeMessageVisibility" => ChangeVisibility(queue, request),
            "ChangeMessageVisibilityBatch" => Batch(request, each => ChangeVisibility(queue, each)),
            "DeleteMessage" => Delete(queue, request),
            "DeleteMessageBatch" => Batch(request, each => Delete(queue, each)),
            _ => throw new UnknownRequestException($"This server does not know SQS's {action}."),
        };
    }

    private static JsonObject Batch(JsonElement request, Func<JsonElement, JsonObject> each)
    {
        var entries = request.Items("Entries");
        if (entries.Length is 0 or > MaxBatch)
            throw new AwsErrorException("TooManyEntriesInBatchRequest", "A batch has 1 to 10 entries.");
        if (entries.Sum(entry => Encoding.UTF8.GetByteCount(entry.Text("MessageBody"))) > MaxBytes)
            throw new AwsErrorException("BatchRequestTooLong", "Batch requests cannot be longer than 262144 bytes.");
        var (successful, failed) = (new JsonArray(), new JsonArray());
        foreach (var entry in entries)
        {
            try
            {
                var result = each(entry);
                result["Id"] = entry.Text("Id");
                successful.Add((JsonNode)result);
            }
            catch (AwsErrorException refused)
            {
                failed.Add((JsonNode)new JsonObject
                {
                    ["Id"] = entry.Text("Id"),
                    ["Code"] = refused.Code,
                    ["Message"] = refused.Message,
                    ["SenderFault"] = true,
                });
            }
        }
        return new JsonObject { ["Successful"] = successful, ["Failed"] = failed };
    }

    private static JsonObject Send(Queue queue, JsonElement entry)
    {
        var body = entry.Text("MessageBody");
        var delay = entry.Child("DelaySeconds") is { ValueKind: JsonValueKind.Number } seconds ? seconds.GetInt32() : 0;
        if (body.Length == 0 || (queue.Settings.IsFifo && delay > 0))
            throw new AwsErrorException("InvalidParameterValue", "The body is empty, or a FIFO message has a delay.");
        var sent = queue.Send(new OutgoingMessage(body, NullIfEmpty(entry.Text("MessageGroupId")),
            NullIfEmpty(entry.Text("MessageDeduplicationId")), TimeSpan.FromSeconds(delay))
        {
            Attributes = entry.Child("MessageAttributes") is { ValueKind: JsonValueKind.Object } attributes
                ? attributes.EnumerateObject().ToDictionary(each => each.Name, each => each.Value.Text("StringValue"))
                : new Dictionary<string, string>(),
        });
        var result = new JsonObject { ["MessageId"] = sent.Id, ["MD5OfMessageBody"] = Md5(body) };
        if (queue.Settings.IsFifo)
            result["SequenceNumber"] = sent.Sequence.ToString("D20", null);
        return result;
    }

    private static JsonObject ChangeVisibility(Queue queue, JsonElement entry)
    {
        var wait = TimeSpan.FromSeconds(entry.GetProperty("VisibilityTimeout").GetInt32());
        return queue.ChangeVisibility(entry.Text("ReceiptHandle"), wait)
            ? []
            : throw new AwsErrorException("MessageNotInflight", "The message referred to isn't in flight.");
    }

    private static JsonObject Delete(Queue queue, JsonElement entry)
    {
        queue.Delete(entry.Text("ReceiptHandle"));
        return [];
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

#pragma warning disable CA5351 // SQS's checksum of a body is an MD5.
    private static string Md5(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));
#pragma warning restore CA5351
}
