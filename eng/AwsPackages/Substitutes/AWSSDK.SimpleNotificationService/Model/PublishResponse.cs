using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>
/// <c>&lt;PublishResponse&gt;&lt;PublishResult&gt;&lt;MessageId&gt;</c>, and a sequence number for FIFO topics.
/// See https://docs.aws.amazon.com/sns/latest/api/API_Publish.html.
/// </summary>
public class PublishResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; }

    public string SequenceNumber { get; set; }
}
