using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

public sealed partial class HandlerWrapper
{
    public static HandlerWrapper GetHandlerWrapper(Action handler) =>
        Run(_ => handler());

    public static HandlerWrapper GetHandlerWrapper(Action<Stream> handler) =>
        Run(invocation => handler(invocation.InputStream));

    public static HandlerWrapper GetHandlerWrapper(Action<ILambdaContext> handler) =>
        Run(invocation => handler(invocation.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext> handler) =>
        Run(invocation => handler(invocation.InputStream, invocation.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Action<TInput> handler, ILambdaSerializer serializer) =>
        Run(invocation => handler(Read<TInput>(invocation, serializer)));

    public static HandlerWrapper GetHandlerWrapper<TInput>(
        Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) =>
        Run(invocation => handler(Read<TInput>(invocation, serializer), invocation.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream> handler) =>
        Stream(_ => handler());

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Stream> handler) =>
        Stream(invocation => handler(invocation.InputStream));

    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Stream> handler) =>
        Stream(invocation => handler(invocation.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Stream> handler) =>
        Stream(invocation => handler(invocation.InputStream, invocation.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TInput>(
        Func<TInput, Stream> handler, ILambdaSerializer serializer) =>
        Stream(invocation => handler(Read<TInput>(invocation, serializer)));

    public static HandlerWrapper GetHandlerWrapper<TInput>(
        Func<TInput, ILambdaContext, Stream> handler, ILambdaSerializer serializer) =>
        Stream(invocation => handler(Read<TInput>(invocation, serializer), invocation.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<TOutput> handler, ILambdaSerializer serializer) =>
        Output(_ => handler(), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(
        Func<Stream, TOutput> handler, ILambdaSerializer serializer) =>
        Output(invocation => handler(invocation.InputStream), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(
        Func<ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Output(invocation => handler(invocation.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(
        Func<Stream, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Output(invocation => handler(invocation.InputStream, invocation.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(
        Func<TInput, TOutput> handler, ILambdaSerializer serializer) =>
        Output(invocation => handler(Read<TInput>(invocation, serializer)), serializer);

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(
        Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Output(invocation => handler(Read<TInput>(invocation, serializer), invocation.LambdaContext), serializer);
}
