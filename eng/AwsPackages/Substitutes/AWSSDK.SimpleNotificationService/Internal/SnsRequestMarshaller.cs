using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>
/// Writes requests as form fields: <c>Action=Publish&amp;MessageAttributes.entry.1.Name=..</c>, lists and maps
/// counted from one. See https://docs.aws.amazon.com/sns/latest/api/API_Publish.html.
/// </summary>
internal sealed class SnsRequestMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static SnsRequestMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.SimpleNotificationService");
        var fields = request.Parameters;
        fields.Add("Version", "2010-03-31");
        switch (input)
        {
            case PublishRequest publish:
                fields.Add("Action", "Publish");
                Write(fields, publish);
                break;
            case PublishBatchRequest batch:
                fields.Add("Action", "PublishBatch");
                Write(fields, batch);
                break;
        }

        return request;
    }

    private static void Write(IDictionary<string, string> fields, PublishRequest publish)
    {
        Add(fields, "Message", publish.Message);
        Add(fields, "MessageAttributes", publish.MessageAttributes);
        Add(fields, "MessageDeduplicationId", publish.MessageDeduplicationId);
        Add(fields, "MessageGroupId", publish.MessageGroupId);
        Add(fields, "MessageStructure", publish.MessageStructure);
        Add(fields, "PhoneNumber", publish.PhoneNumber);
        Add(fields, "Subject", publish.Subject);
        Add(fields, "TargetArn", publish.TargetArn);
        Add(fields, "TopicArn", publish.TopicArn);
    }

    private static void Write(IDictionary<string, string> fields, PublishBatchRequest batch)
    {
        Add(fields, "TopicArn", batch.TopicArn);
        var number = 0;
        foreach (var entry in batch.PublishBatchRequestEntries ?? [])
        {
            var prefix = Numbered("PublishBatchRequestEntries.member.", ++number);
            Add(fields, prefix + "Id", entry.Id);
            Add(fields, prefix + "Message", entry.Message);
            Add(fields, prefix + "MessageAttributes", entry.MessageAttributes);
            Add(fields, prefix + "MessageDeduplicationId", entry.MessageDeduplicationId);
            Add(fields, prefix + "MessageGroupId", entry.MessageGroupId);
            Add(fields, prefix + "MessageStructure", entry.MessageStructure);
            Add(fields, prefix + "Subject", entry.Subject);
        }
    }

    private static void Add(
        IDictionary<string, string> fields, string name, Dictionary<string, MessageAttributeValue> attributes)
    {
        var number = 0;
        foreach (var (key, value) in attributes ?? [])
        {
            var prefix = Numbered(name + ".entry.", ++number);
            Add(fields, prefix + "Name", key);
            Add(fields, prefix + "Value.DataType", value.DataType);
            Add(fields, prefix + "Value.StringValue", value.StringValue);
            Add(fields, prefix + "Value.BinaryValue", Base64(value.BinaryValue));
        }
    }

    private static void Add(IDictionary<string, string> fields, string name, string value)
    {
        if (value is not null)
        {
            fields.Add(name, value);
        }
    }

    private static string Base64(MemoryStream bytes) => bytes is null ? null : Convert.ToBase64String(bytes.ToArray());

    private static string Numbered(string prefix, int number) =>
        prefix + number.ToString(CultureInfo.InvariantCulture) + ".";
}
