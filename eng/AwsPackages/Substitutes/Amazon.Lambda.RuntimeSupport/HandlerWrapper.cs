using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// Adapts every kind of handler to the signature that the loop calls. The input is the payload's stream or an object
/// read by the serializer; the output is a stream, an object written by the serializer, or an empty body. See
/// https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html.
/// </summary>
public sealed partial class HandlerWrapper : IDisposable
{
    private HandlerWrapper(LambdaBootstrapHandler handler) => Handler = handler;

    public LambdaBootstrapHandler Handler { get; }

    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext, MemoryStream> handler) =>
        new(invocation =>
        {
            var output = new MemoryStream();
            handler(invocation.InputStream, invocation.LambdaContext, output);
            output.Position = 0;
            return Task.FromResult(new InvocationResponse(output));
        });

    public void Dispose()
    {
    }

    private static HandlerWrapper Run(Func<InvocationRequest, Task> handler) =>
        new(async invocation =>
        {
            await handler(invocation).ConfigureAwait(false);
            return null;
        });

    private static HandlerWrapper Run(Action<InvocationRequest> handler) =>
        new(invocation =>
        {
            handler(invocation);
            return Task.FromResult<InvocationResponse>(null);
        });

    private static HandlerWrapper Stream(Func<InvocationRequest, Task<Stream>> handler) =>
        new(async invocation => Response(await handler(invocation).ConfigureAwait(false)));

    private static HandlerWrapper Stream(Func<InvocationRequest, Stream> handler) =>
        new(invocation => Task.FromResult(Response(handler(invocation))));

    private static HandlerWrapper Output<TOutput>(
        Func<InvocationRequest, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async invocation => Written(await handler(invocation).ConfigureAwait(false), serializer));

    private static HandlerWrapper Output<TOutput>(
        Func<InvocationRequest, TOutput> handler, ILambdaSerializer serializer) =>
        new(invocation => Task.FromResult(Written(handler(invocation), serializer)));

    private static TInput Read<TInput>(InvocationRequest invocation, ILambdaSerializer serializer) =>
        serializer.Deserialize<TInput>(invocation.InputStream);

    private static InvocationResponse Response(Stream output) => output is null ? null : new InvocationResponse(output);

    private static InvocationResponse Written<TOutput>(TOutput output, ILambdaSerializer serializer)
    {
        var body = new MemoryStream();
        serializer.Serialize(output, body);
        body.Position = 0;
        return new InvocationResponse(body);
    }
}
