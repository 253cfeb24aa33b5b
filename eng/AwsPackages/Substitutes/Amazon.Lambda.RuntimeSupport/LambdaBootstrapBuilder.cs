using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// Runs a handler in a loop: <c>LambdaBootstrapBuilder.Create(handler, serializer).Build().RunAsync()</c>.
/// See https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html.
/// </summary>
public partial class LambdaBootstrapBuilder
{
    private readonly HandlerWrapper _wrapper;
    private HttpClient _http;
    private LambdaBootstrapInitializer _initializer;
    private LambdaBootstrapOptions _options;

    private LambdaBootstrapBuilder(HandlerWrapper wrapper) => _wrapper = wrapper;

    public static LambdaBootstrapBuilder Create(Action<Stream, ILambdaContext, MemoryStream> handler) =>
        new(HandlerWrapper.GetHandlerWrapper(handler));

    public LambdaBootstrapBuilder UseHttpClient(HttpClient httpClient)
    {
        _http = httpClient;
        return this;
    }

    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer bootstrapHandler)
    {
        _initializer = bootstrapHandler;
        return this;
    }

    public LambdaBootstrapBuilder ConfigureOptions(Action<LambdaBootstrapOptions> options = null)
    {
        _options = new LambdaBootstrapOptions();
        options?.Invoke(_options);
        return this;
    }

    public LambdaBootstrap Build() => _http is null
        ? new LambdaBootstrap(_wrapper, _options, _initializer)
        : new LambdaBootstrap(_http, _wrapper, _options, _initializer);
}
