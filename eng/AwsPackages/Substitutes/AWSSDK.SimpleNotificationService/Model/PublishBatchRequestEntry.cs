namespace Amazon.SimpleNotificationService.Model;

/// <summary>
/// A message of a batch, with an id chosen by the sender.
/// See https://docs.aws.amazon.com/sns/latest/api/API_PublishBatchRequestEntry.html.
/// </summary>
public class PublishBatchRequestEntry
{
    public string Id { get; set; }

    public string Message { get; set; }

    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; } =
        Collections.Initial<Dictionary<string, MessageAttributeValue>>();

    public string MessageDeduplicationId { get; set; }

    public string MessageGroupId { get; set; }

    public string MessageStructure { get; set; }

    public string Subject { get; set; }
}
