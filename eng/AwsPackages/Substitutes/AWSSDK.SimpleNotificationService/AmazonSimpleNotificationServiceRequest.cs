using Amazon.Runtime;

namespace Amazon.SimpleNotificationService;

/// <summary>
/// The base of what is sent to SNS. See https://docs.aws.amazon.com/sns/latest/api/API_Operations.html.
/// </summary>
public class AmazonSimpleNotificationServiceRequest : AmazonWebServiceRequest;
