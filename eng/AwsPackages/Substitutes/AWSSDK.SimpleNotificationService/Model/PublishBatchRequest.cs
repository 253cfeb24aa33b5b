namespace Amazon.SimpleNotificationService.Model;

/// <summary>
/// Up to ten messages for one topic: <c>PublishBatchRequestEntries.member.N.*</c>.
/// See https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html.
/// </summary>
public class PublishBatchRequest : AmazonSimpleNotificationServiceRequest
{
    public List<PublishBatchRequestEntry> PublishBatchRequestEntries { get; set; } =
        Collections.Initial<List<PublishBatchRequestEntry>>();

    public string TopicArn { get; set; }
}
