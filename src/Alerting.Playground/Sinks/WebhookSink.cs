using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>A receiver of the webhook JSON of docs/channels.md. The 256 KB are a typical gateway limit.</summary>
public sealed class WebhookSink() : Sink("webhook")
{
    private const int MaxBytes = 256 * 1024;

    public override string? Problem(SinkRequest request, JsonElement body) => SinkJson.First(
        (request.Body.Length > MaxBytes, "too large"),
        (body.Text("status") is not ("firing" or "resolved"), "no status"),
        (request.Header("X-Alerting-Signature") is { } signature && !signature.StartsWith("v1=", StringComparison.Ordinal), "bad signature"));

    public override MessageSize Measure(SinkRequest request, JsonElement body) => new(request.Body.Length, MaxBytes, "bytes");

    public override (SinkReply, Placement) Take(SinkRequest request, JsonElement body) => Plain(200, "ok", "text/plain");
}
