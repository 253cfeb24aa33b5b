using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.SimpleNotificationService.Model;

namespace Amazon.SimpleNotificationService.Internal;

/// <summary>Reads an error response and creates the exception for its code.</summary>
internal static class SnsErrors
{
    public static AmazonServiceException Read(
        XmlUnmarshallerContext context, Exception inner, HttpStatusCode status)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(context);
        return Find(error.Message, inner, error.Type, error.Code, error.RequestId, status);
    }

    // The parameters of every constructor: message, inner exception, type, code, request id, status.
    private static AmazonSimpleNotificationServiceException Find(
        string m, Exception i, ErrorType t, string c, string r, HttpStatusCode s) => c switch
    {
        "AuthorizationError" => new AuthorizationErrorException(m, i, t, c, r, s),
        "EndpointDisabled" => new EndpointDisabledException(m, i, t, c, r, s),
        "InternalError" => new InternalErrorException(m, i, t, c, r, s),
        "InvalidParameter" => new InvalidParameterException(m, i, t, c, r, s),
        "ParameterValueInvalid" => new InvalidParameterValueException(m, i, t, c, r, s),
        "InvalidSecurity" => new InvalidSecurityException(m, i, t, c, r, s),
        "NotFound" => new NotFoundException(m, i, t, c, r, s),
        "PlatformApplicationDisabled" => new PlatformApplicationDisabledException(m, i, t, c, r, s),
        "Throttled" => new ThrottledException(m, i, t, c, r, s),
        "ValidationException" => new ValidationException(m, i, t, c, r, s),
        "BatchEntryIdsNotDistinct" => new BatchEntryIdsNotDistinctException(m, i, t, c, r, s),
        "BatchRequestTooLong" => new BatchRequestTooLongException(m, i, t, c, r, s),
        "EmptyBatchRequest" => new EmptyBatchRequestException(m, i, t, c, r, s),
        "InvalidBatchEntryId" => new InvalidBatchEntryIdException(m, i, t, c, r, s),
        "TooManyEntriesInBatchRequest" => new TooManyEntriesInBatchRequestException(m, i, t, c, r, s),
        "KMSAccessDenied" => new KMSAccessDeniedException(m, i, t, c, r, s),
        "KMSDisabled" => new KMSDisabledException(m, i, t, c, r, s),
        "KMSInvalidState" => new KMSInvalidStateException(m, i, t, c, r, s),
        "KMSNotFound" => new KMSNotFoundException(m, i, t, c, r, s),
        "KMSOptInRequired" => new KMSOptInRequiredException(m, i, t, c, r, s),
        "KMSThrottling" => new KMSThrottlingException(m, i, t, c, r, s),
        _ => new AmazonSimpleNotificationServiceException(m, i, t, c, r, s),
    };
}
