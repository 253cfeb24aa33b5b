using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>Reads an XML response and passes each element to its unmarshaller.</summary>
internal abstract class SnsResponseUnmarshaller<TResponse> : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        var response = new TResponse { ResponseMetadata = new ResponseMetadata() };
        while (context.Read())
        {
            if (!context.IsStartElement)
            {
                continue;
            }

            var element = context.CurrentPath[(context.CurrentPath.LastIndexOf('/') + 1)..];
            if (element == "RequestId")
            {
                response.ResponseMetadata.RequestId = context.ReadText();
            }
            else
            {
                Take(response, element, context);
            }
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode) =>
        SnsErrors.Read(context, innerException, statusCode);

    protected abstract void Take(TResponse response, string element, XmlUnmarshallerContext context);
}
