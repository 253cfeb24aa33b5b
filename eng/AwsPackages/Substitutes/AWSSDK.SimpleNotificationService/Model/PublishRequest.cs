namespace Amazon.SimpleNotificationService.Model;

/// <summary>
/// Form fields <c>TopicArn</c> (or <c>TargetArn</c>, or <c>PhoneNumber</c>), <c>Message</c>, <c>Subject</c> and so
/// on. See https://docs.aws.amazon.com/sns/latest/api/API_Publish.html.
/// </summary>
public class PublishRequest : AmazonSimpleNotificationServiceRequest
{
    public PublishRequest()
    {
    }

    public PublishRequest(string topicArn, string message)
    {
        TopicArn = topicArn;
        Message = message;
    }

    public PublishRequest(string topicArn, string message, string subject)
        : this(topicArn, message) => Subject = subject;

    public string Message { get; set; }

    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } =
        Collections.Initial<Dictionary<string, MessageAttributeValue>>();

    public string MessageDeduplicationId { get; set; }

    public string MessageGroupId { get; set; }

    public string MessageStructure { get; set; }

    public string PhoneNumber { get; set; }

    public string Subject { get; set; }

    public string TargetArn { get; set; }

    public string TopicArn { get; set; }
}
