namespace Amazon.Lambda.Core;

/// <summary>
/// Turns an invocation's payload into the handler's input, and its output into the response's body.
/// </summary>
/// <remarks>See https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html.</remarks>
public interface ILambdaSerializer
{
    T Deserialize<T>(Stream requestStream);

    void Serialize<T>(T response, Stream responseStream);
}
