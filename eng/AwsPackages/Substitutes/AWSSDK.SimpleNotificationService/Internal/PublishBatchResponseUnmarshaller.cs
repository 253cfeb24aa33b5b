using Amazon.Runtime.Internal.Transform;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>Reads <see cref="PublishBatchResponse"/>. The path distinguishes the members of its two lists.</summary>
internal sealed class PublishBatchResponseUnmarshaller : SnsResponseUnmarshaller<PublishBatchResponse>
{
    public static PublishBatchResponseUnmarshaller Instance { get; } = new();

    protected override void Take(PublishBatchResponse response, string element, XmlUnmarshallerContext context)
    {
        if (context.CurrentPath.Contains("/Successful/", StringComparison.Ordinal))
        {
            TakeSuccess(response.Successful ??= [], element, context);
        }
        else if (context.CurrentPath.Contains("/Failed/", StringComparison.Ordinal))
        {
            TakeFailure(response.Failed ??= [], element, context);
        }
    }

    private static void TakeSuccess(
        List<PublishBatchResultEntry> entries, string element, XmlUnmarshallerContext context)
    {
        switch (element)
        {
            case "member": entries.Add(new PublishBatchResultEntry()); break;
            case "Id": entries[^1].Id = context.ReadText(); break;
            case "MessageId": entries[^1].MessageId = context.ReadText(); break;
            case "SequenceNumber": entries[^1].SequenceNumber = context.ReadText(); break;
        }
    }

    private static void TakeFailure(
        List<BatchResultErrorEntry> entries, string element, XmlUnmarshallerContext context)
    {
        switch (element)
        {
            case "member": entries.Add(new BatchResultErrorEntry()); break;
            case "Id": entries[^1].Id = context.ReadText(); break;
            case "Code": entries[^1].Code = context.ReadText(); break;
            case "Message": entries[^1].Message = context.ReadText(); break;
            case "SenderFault": entries[^1].SenderFault = bool.Parse(context.ReadText()); break;
        }
    }
}
