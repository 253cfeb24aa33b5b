namespace Amazon.Lambda.Serialization.SystemTextJson;

/// <summary>
/// A payload that does not fit the handler's type, or an output that cannot be written. The cause is the inner
/// exception. See https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html.
/// </summary>
public class JsonSerializerException : Exception
{
    public JsonSerializerException(string message)
        : base(message)
    {
    }

    public JsonSerializerException(string message, Exception exception)
        : base(message, exception)
    {
    }
}
