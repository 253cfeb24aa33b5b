namespace Amazon.Lambda.SQSEvents;

/// <summary>
/// A batch of messages, with <c>Records</c> in Pascal case and everything below in camel case:
/// <c>{"Records":[{"messageId":..,"body":..}]}</c>. See https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html.
/// </summary>
public class SQSEvent
{
    public List<SQSMessage> Records { get; set; }

    /// <summary>
    /// System attributes such as <c>MessageGroupId</c> are in <see cref="Attributes"/>.
    /// </summary>
    public class SQSMessage
    {
        public string MessageId { get; set; }

        public string ReceiptHandle { get; set; }

        public string Body { get; set; }

        public string Md5OfBody { get; set; }

        public string Md5OfMessageAttributes { get; set; }

        public string EventSourceArn { get; set; }

        public string EventSource { get; set; }

        public string AwsRegion { get; set; }

        public Dictionary<string, string> Attributes { get; set; }

        public Dictionary<string, MessageAttribute> MessageAttributes { get; set; }
    }

    /// <summary>An attribute set by the sender; binary values are base64 in the payload.</summary>
    public class MessageAttribute
    {
        public string StringValue { get; set; }

        public MemoryStream BinaryValue { get; set; }

        public List<string> StringListValues { get; set; }

        public List<MemoryStream> BinaryListValues { get; set; }

        public string DataType { get; set; }
    }
}
