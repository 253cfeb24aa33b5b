using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Bootstrap;
using Amazon.Lambda.RuntimeSupport.Helpers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// The function's loop: initialize once, then get an invocation, post its response or error, and repeat.
/// See https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html.
/// </summary>
public class LambdaBootstrap : IDisposable
{
    // Lambda freezes the environment while it waits for the next invocation, possibly for hours.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(12);

    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly LambdaBootstrapHandler _handler;
    private readonly LambdaBootstrapInitializer _initializer;
    private readonly RuntimeApiClient _api;
    private readonly LogWriter _log = new();
    private readonly LambdaConsoleLogger _logger;

    public LambdaBootstrap(LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(null, handler, null, initializer)
    {
    }

    public LambdaBootstrap(
        LambdaBootstrapHandler handler,
        LambdaBootstrapOptions lambdaBootstrapOptions,
        LambdaBootstrapInitializer initializer = null)
        : this(null, handler, lambdaBootstrapOptions, initializer)
    {
    }

    public LambdaBootstrap(HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(null, handlerWrapper.Handler, null, initializer)
    {
    }

    public LambdaBootstrap(
        HandlerWrapper handlerWrapper,
        LambdaBootstrapOptions lambdaBootstrapOptions,
        LambdaBootstrapInitializer initializer = null)
        : this(null, handlerWrapper.Handler, lambdaBootstrapOptions, initializer)
    {
    }

    public LambdaBootstrap(
        HttpClient httpClient, LambdaBootstrapHandler handler, LambdaBootstrapInitializer initializer = null)
        : this(Needed(httpClient), handler, null, initializer)
    {
    }

    public LambdaBootstrap(
        HttpClient httpClient, HandlerWrapper handlerWrapper, LambdaBootstrapInitializer initializer = null)
        : this(Needed(httpClient), handlerWrapper.Handler, null, initializer)
    {
    }

    public LambdaBootstrap(
        HttpClient httpClient,
        HandlerWrapper handlerWrapper,
        LambdaBootstrapOptions lambdaBootstrapOptions,
        LambdaBootstrapInitializer initializer = null)
        : this(Needed(httpClient), handlerWrapper.Handler, lambdaBootstrapOptions, initializer)
    {
    }

    private LambdaBootstrap(
        HttpClient http,
        LambdaBootstrapHandler handler,
        LambdaBootstrapOptions options,
        LambdaBootstrapInitializer initializer)
    {
        _ownsHttp = http is null;
        _http = http ?? ConstructHttpClient();
        _http.Timeout = LongestWait;
        _handler = handler ?? throw new ArgumentNullException(nameof(handler));
        _initializer = initializer;
        _logger = new LambdaConsoleLogger(_log);
        _api = new RuntimeApiClient(_http, options?.RuntimeApiEndpoint ?? LambdaEnvironment.RuntimeApi);
        LambdaLogger.Output = _log.Write;
        _log.CaptureConsole();
    }

    /// <summary>
    /// A client for one loopback connection, without proxy, cookies, redirects or tracing.
    /// </summary>
    public static HttpClient ConstructHttpClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
    });

    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var start = _initializer is null || await InitializeAsync().ConfigureAwait(false);
        while (start && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                await InvokeOnceAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && _ownsHttp)
        {
            _http.Dispose();
        }
    }

    private static HttpClient Needed(HttpClient httpClient) =>
        httpClient ?? throw new ArgumentNullException(nameof(httpClient));

    private async Task<bool> InitializeAsync()
    {
        try
        {
            return await _initializer().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _logger.Log(nameof(LogLevel.Error), exception, null);
            await _api.FailInitializationAsync(exception).ConfigureAwait(false);
            throw;
        }
    }

    private async Task InvokeOnceAsync(CancellationToken cancellationToken)
    {
        using var next = await _api.NextAsync(cancellationToken).ConfigureAwait(false);
        var body = await next.Content.ReadAsByteArrayAsync(CancellationToken.None).ConfigureAwait(false);
        var context = new LambdaContext(next, _logger);
        using var invocation = new InvocationRequest
        {
            InputStream = new MemoryStream(body, 0, body.Length, writable: false, publiclyVisible: true),
            LambdaContext = context,
        };
        _log.RequestId = context.AwsRequestId;
        _log.TraceId = context.TraceId;
        LambdaEnvironment.SetTrace(context.TraceId);
        await AnswerAsync(invocation).ConfigureAwait(false);
        _log.RequestId = null;
        _log.TraceId = null;
    }

    private async Task AnswerAsync(InvocationRequest invocation)
    {
        InvocationResponse response;
        try
        {
            response = await _handler(invocation).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Every exception of a handler is reported as the invocation's error, and the loop goes on.
            _logger.Log(nameof(LogLevel.Error), exception, null);
            await _api.FailAsync(invocation.LambdaContext.AwsRequestId, exception).ConfigureAwait(false);
            return;
        }

        try
        {
            await _api.RespondAsync(invocation.LambdaContext.AwsRequestId, response?.OutputStream)
                .ConfigureAwait(false);
        }
        finally
        {
            if (response is { DisposeOutputStream: true })
            {
                await response.OutputStream.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
