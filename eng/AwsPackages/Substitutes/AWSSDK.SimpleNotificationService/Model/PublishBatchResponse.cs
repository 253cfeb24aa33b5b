using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>
/// The result of each message: <c>&lt;Successful&gt;&lt;member&gt;</c> and <c>&lt;Failed&gt;&lt;member&gt;</c>.
/// See https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html.
/// </summary>
public class PublishBatchResponse : AmazonWebServiceResponse
{
    public List<BatchResultErrorEntry> Failed { get; set; } =
        Collections.Initial<List<BatchResultErrorEntry>>();

    public List<PublishBatchResultEntry> Successful { get; set; } =
        Collections.Initial<List<PublishBatchResultEntry>>();
}
