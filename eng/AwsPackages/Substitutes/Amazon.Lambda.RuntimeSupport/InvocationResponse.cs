namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// The body of <c>POST /2018-06-01/runtime/invocation/{id}/response</c>.
/// See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
/// </summary>
public class InvocationResponse
{
    public InvocationResponse(Stream outputStream)
        : this(outputStream, true)
    {
    }

    public InvocationResponse(Stream outputStream, bool disposeOutputStream)
    {
        OutputStream = outputStream ?? throw new ArgumentNullException(nameof(outputStream));
        DisposeOutputStream = disposeOutputStream;
    }

    public Stream OutputStream { get; internal set; }

    public bool DisposeOutputStream { get; internal set; }
}
