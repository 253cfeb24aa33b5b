using Alerting.Playground.Setup;

namespace Alerting.Playground.Sinks;

/// <summary>
/// Brings every request to the service on this machine, whatever its address says: with this in place nothing can be sent
/// by mistake. The channel is that of the delivery named in the request.
/// </summary>
public sealed class LoopbackHandler(SelfAddress self, Func<string, string?> channelOf, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var id = request.Headers.TryGetValues("X-Request-Id", out var values) ? values.First() : "";
        if (channelOf(id) is not { } channel)
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The request belongs to no delivery.");
        request.RequestUri = new Uri(self.Uri, $"/sinks/{channel}{request.RequestUri!.PathAndQuery}");
        return base.SendAsync(request, cancellationToken);
    }
}
