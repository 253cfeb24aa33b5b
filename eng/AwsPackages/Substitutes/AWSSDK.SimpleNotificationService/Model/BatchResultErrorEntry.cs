namespace Amazon.SimpleNotificationService.Model;

/// <summary>
/// A message of a batch that was refused. See
/// https://docs.aws.amazon.com/sns/latest/api/API_BatchResultErrorEntry.html.
/// </summary>
public class BatchResultErrorEntry
{
    public string Code { get; set; }

    public string Id { get; set; }

    public string Message { get; set; }

    public bool? SenderFault { get; set; }
}
