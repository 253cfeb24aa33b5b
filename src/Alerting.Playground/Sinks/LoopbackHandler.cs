using Alerting.Playground.Setup;

namespace Alerting.Playground.Sinks;

/// <summary>
/// Redirects every request to the simulated service, whatever its address, so nothing can be sent by mistake. The
/// channel is that of the delivery in X-Request-Id.
/// </summary>
internal sealed class LoopbackHandler(SelfAddress self, Func<string, string?> channelOf, HttpMessageHandler inner)
    : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var id = request.Headers.TryGetValues("X-Request-Id", out var values) ? values.First() : "";
        if (channelOf(id) is not { } channel)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The request has no known delivery id.");
        request.RequestUri = new Uri(self.Uri, $"/sinks/{channel}{request.RequestUri!.PathAndQuery}");
        return base.SendAsync(request, cancellationToken);
    }
}
