using Amazon.Runtime.Internal.Transform;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>Reads <see cref="PublishResponse"/>.</summary>
internal sealed class PublishResponseUnmarshaller : SnsResponseUnmarshaller<PublishResponse>
{
    public static PublishResponseUnmarshaller Instance { get; } = new();

    protected override void Take(PublishResponse response, string element, XmlUnmarshallerContext context)
    {
        switch (element)
        {
            case "MessageId": response.MessageId = context.ReadText(); break;
            case "SequenceNumber": response.SequenceNumber = context.ReadText(); break;
        }
    }
}
