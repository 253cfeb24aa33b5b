namespace Amazon.Lambda.SNSEvents;

/// <summary>
/// Messages of a topic, in Pascal case: <c>{"Records":[{"EventSource":"aws:sns","Sns":{"Message":..}}]}</c>.
/// See https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html.
/// </summary>
public class SNSEvent
{
    public IList<SNSRecord> Records { get; set; }

    /// <summary>A message and its subscription.</summary>
    public class SNSRecord
    {
        public string EventSource { get; set; }

        public string EventSubscriptionArn { get; set; }

        public string EventVersion { get; set; }

        public SNSMessage Sns { get; set; }
    }

    /// <summary>
    /// The message. Reads both spellings of its URLs, <c>SigningCertUrl</c> and <c>SigningCertURL</c>.
    /// </summary>
    public class SNSMessage
    {
        public string Message { get; set; }

        public IDictionary<string, MessageAttribute> MessageAttributes { get; set; }

        public string MessageId { get; set; }

        public string Signature { get; set; }

        public string SignatureVersion { get; set; }

        public string SigningCertUrl { get; set; }

        public string Subject { get; set; }

        public DateTime Timestamp { get; set; }

        public string TopicArn { get; set; }

        public string Type { get; set; }

        public string UnsubscribeUrl { get; set; }
    }

    /// <summary>Binary values stay base64.</summary>
    public class MessageAttribute
    {
        public string Type { get; set; }

        public string Value { get; set; }
    }
}
