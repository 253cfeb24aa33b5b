using System.Net.Http.Headers;
using System.Text;
using Amazon.Lambda.RuntimeSupport.Helpers;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>
/// The five calls of the Runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
/// </summary>
internal sealed class RuntimeApiClient(HttpClient http, string endpoint)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue ErrorJson = new("application/vnd.aws.lambda.error+json");

    private readonly string _root = "http://" + endpoint + "/2018-06-01/runtime/";
    private readonly Uri _next = new("http://" + endpoint + "/2018-06-01/runtime/invocation/next");

    /// <summary>
    /// Waits for the next invocation, possibly for hours. The headers are the context, the body is the event.
    /// </summary>
    public async Task<HttpResponseMessage> NextAsync(CancellationToken cancellationToken)
    {
        var response = await http.GetAsync(_next, HttpCompletionOption.ResponseContentRead, cancellationToken)
            .ConfigureAwait(false);
        return response.EnsureSuccessStatusCode();
    }

    public async Task RespondAsync(string requestId, Stream output)
    {
        using var content = Content(output);
        content.Headers.ContentType = Json;
        await PostAsync(_root + "invocation/" + requestId + "/response", content).ConfigureAwait(false);
    }

    public async Task FailAsync(string requestId, Exception exception)
    {
        using var content = Content(exception);
        content.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", exception.GetType().Name);
        content.Headers.TryAddWithoutValidation(
            "Lambda-Runtime-Function-XRay-Error-Cause", Encoding.UTF8.GetString(ExceptionJson.XRayCause(exception)));
        await PostAsync(_root + "invocation/" + requestId + "/error", content).ConfigureAwait(false);
    }

    /// <summary>Without the error type header, which AWS's client also sends only when given a type.</summary>
    public async Task FailInitializationAsync(Exception exception)
    {
        using var content = Content(exception);
        await PostAsync(_root + "init/error", content).ConfigureAwait(false);
    }

    private static HttpContent Content(Stream output)
    {
        if (output is null)
        {
            return new ByteArrayContent([]);
        }

        return output is MemoryStream memory && memory.TryGetBuffer(out var buffer)
            ? new ReadOnlyMemoryContent(buffer.AsMemory((int)memory.Position))
            : new StreamContent(output);
    }

    private static ByteArrayContent Content(Exception exception)
    {
        var content = new ByteArrayContent(ExceptionJson.Error(exception));
        content.Headers.ContentType = ErrorJson;
        return content;
    }

    private async Task PostAsync(string url, HttpContent content)
    {
        using var response = await http.PostAsync(new Uri(url), content).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
    }
}
