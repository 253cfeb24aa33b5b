namespace Amazon.SimpleNotificationService.Model;

/// <summary>
/// A message of a batch that was published. See
/// https://docs.aws.amazon.com/sns/latest/api/API_PublishBatchResultEntry.html.
/// </summary>
public class PublishBatchResultEntry
{
    public string Id { get; set; }

    public string MessageId { get; set; }

    public string SequenceNumber { get; set; }
}
