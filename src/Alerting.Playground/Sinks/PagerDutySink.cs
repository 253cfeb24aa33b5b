using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>
/// https://developer.pagerduty.com/docs/events-api-v2/trigger-events: 512 KB; summary 1,024, dedup key 255 characters. Events with
/// the same dedup key belong to one incident.
/// </summary>
public sealed class PagerDutySink() : Sink("pagerduty")
{
    private const int MaxBytes = 512_000;

    public override string? Problem(SinkRequest request, JsonElement body)
    {
        var payload = body.Child("payload");
        return SinkJson.First(
            (request.Body.Length > MaxBytes, "Event is too large"),
            (body.Text("routing_key").Length == 0, "Invalid routing key"),
            (body.Text("event_action") is not ("trigger" or "acknowledge" or "resolve"), "event_action is not valid"),
            (body.Text("dedup_key").Length is 0 or > 255, "dedup_key is not valid"),
            (payload.Text("summary").Length is 0 or > 1024, "payload.summary is not valid"),
            (payload.Text("source").Length == 0, "payload.source is required"),
            (payload.Text("severity") is not ("critical" or "error" or "warning" or "info"), "payload.severity is not valid"));
    }

    public override MessageSize Measure(SinkRequest request, JsonElement body) => new(request.Body.Length, MaxBytes, "bytes");

    public override (SinkReply, Placement) Take(SinkRequest request, JsonElement body)
    {
        var (reply, placement) = Plain(202, """{"status":"success","message":"Event processed"}""");
        return (reply, placement with { ReplyTo = "key:" + body.Text("dedup_key") });
    }

    public override SinkReply Refuse(string problem) => new(400, $$"""{"status":"invalid event","message":"{{problem}}"}""");
}
