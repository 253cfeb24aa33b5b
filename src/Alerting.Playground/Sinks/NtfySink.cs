using System.Text;
using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>https://docs.ntfy.sh/publish/#publish-as-json: a message of 4,096 bytes, three actions.</summary>
public sealed class NtfySink() : Sink("ntfy")
{
    private const int MaxBytes = 4096;

    public override string? Problem(SinkRequest request, JsonElement body) => SinkJson.First(
        (body.Text("topic").Length is 0 or > 64, "invalid topic"),
        (body.Text("message").Length == 0, "empty message"),
        (Bytes(body) > MaxBytes, "message too large"),
        (body.Items("actions").Length > 3, "too many actions"));

    public override MessageSize Measure(SinkRequest request, JsonElement body) => new(Bytes(body), MaxBytes, "bytes");

    public override (SinkReply, Placement) Take(SinkRequest request, JsonElement body) =>
        Plain(200, """{"id":"sPs71M8A2T","event":"message"}""");

    public override SinkReply Refuse(string problem) => new(400, $$"""{"code":40001,"http":400,"error":"{{problem}}"}""");

    private static int Bytes(JsonElement body) => Encoding.UTF8.GetByteCount(body.Text("message"));
}
