namespace Amazon.SimpleNotificationService.Model;

/// <summary>
/// A typed attribute (<c>String</c>, <c>String.Array</c>, <c>Number</c>, <c>Binary</c>); for SMS such as
/// <c>AWS.SNS.SMS.SMSType</c>. See https://docs.aws.amazon.com/sns/latest/api/API_MessageAttributeValue.html.
/// </summary>
public class MessageAttributeValue
{
    public string DataType { get; set; }

    public string StringValue { get; set; }

    public MemoryStream BinaryValue { get; set; }
}
