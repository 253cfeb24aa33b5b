using System.Text.Json;

namespace Alerting.Fakes;

/// <summary>
/// https://developer.pagerduty.com/docs/events-api-v2/trigger-events: 512 KB; summary 1,024, dedup key 255 characters.
/// Events with the same dedup key belong to one incident. Texts are plain.
/// </summary>
public sealed class PagerDutyService() : FakeService("pagerduty")
{
    private const int MaxBytes = 512_000;

    protected override IReadOnlyList<string> Problems(RecordedRequest request, JsonElement body)
    {
        var payload = body.Child("payload");
        // Only a trigger must have a payload.
        var isTrigger = body.Text("event_action") == "trigger" || payload.ValueKind == JsonValueKind.Object;
        var timestamp = payload.Child("timestamp");
        return ServiceJson.Those(
            (request.BodyBytes.Length > MaxBytes, "Event is too large"),
            (body.Text("routing_key").Length != 32, "Invalid routing key"),
            (body.Text("event_action") is not ("trigger" or "acknowledge" or "resolve"), "event_action is not valid"),
            (body.Text("dedup_key").Length is 0 or > 255, "dedup_key is not valid"),
            (isTrigger && payload.Text("summary").Length is 0 or > 1024, "payload.summary is not valid"),
            (isTrigger && payload.Text("source").Length == 0, "payload.source is required"),
            (isTrigger && payload.Text("severity") is not ("critical" or "error" or "warning" or "info"),
                "payload.severity is not valid"),
            (timestamp.ValueKind == JsonValueKind.String && !timestamp.TryGetDateTimeOffset(out _),
                "payload.timestamp is not valid"),
            (Array.Exists(body.Items("links"), link => !Uri.TryCreate(link.Text("href"), UriKind.Absolute, out _)),
                "links are not valid"),
            (!request.Path.EndsWith("/v2/enqueue", StringComparison.Ordinal), "Not Found"));
    }

    protected override MessageSize Measure(RecordedRequest request, JsonElement body) =>
        new(request.BodyBytes.Length, MaxBytes, "bytes");

    protected override (HttpReply, Placement) Take(RecordedRequest request, JsonElement body)
    {
        var (reply, placement) = Plain(202, """{"status":"success","message":"Event processed"}""");
        return (reply, placement with { ReplyTo = "key:" + body.Text("dedup_key") });
    }

    protected override HttpReply Refuse(string problem) =>
        HttpReply.Text(400, $$"""{"status":"invalid event","message":"{{problem}}"}""");

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        shown.Line(body.Child("payload").Text("summary"));
        shown.Line(body.Child("payload").Child("custom_details").Text("text"));
        shown.Links.AddRange(body.Items("links").Select(link => link.Text("href")));
    }
}
