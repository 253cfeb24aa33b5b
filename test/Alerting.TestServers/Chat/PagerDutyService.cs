using System.Text.Json;

namespace Alerting.TestServers;

/// <summary>https://developer.pagerduty.com/docs/events-api-v2/trigger-events. Texts are plain.</summary>
public sealed class PagerDutyService() : ChatService("pagerduty")
{
    public override HttpReply Success { get; } = HttpReply.Text(202, """{"status":"success","message":"Event processed","dedup_key":"k"}""");

    protected override void Check(RecordedRequest request, JsonElement body, List<string> problems)
    {
        AtMost(problems, "event", request.BodyBytes.Length, 512_000);
        Need(problems, "path", request.Path.EndsWith("/v2/enqueue", StringComparison.Ordinal));
        Need(problems, "routing_key", Text(body, "routing_key") is { Length: 32 });
        Need(problems, "event_action", Text(body, "event_action") is "trigger" or "acknowledge" or "resolve");
        Need(problems, "dedup_key", Text(body, "dedup_key") is { Length: > 0 and <= 255 });
        var payload = body.GetProperty("payload");
        Need(problems, "summary", Text(payload, "summary") is { Length: > 0 and <= 1024 });
        Need(problems, "source", Text(payload, "source") is { Length: > 0 });
        Need(problems, "severity", Text(payload, "severity") is "critical" or "error" or "warning" or "info");
        Need(problems, "timestamp", Text(payload, "timestamp") is null || payload.GetProperty("timestamp").TryGetDateTimeOffset(out _));
        Need(problems, "links", Items(body, "links").All(link => Uri.TryCreate(Text(link, "href"), UriKind.Absolute, out _)));
    }

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        shown.Line(Text(body.GetProperty("payload"), "summary")!);
        shown.Line(Text(body.GetProperty("payload").GetProperty("custom_details"), "text") ?? string.Empty);
        shown.Links.AddRange(Items(body, "links").Select(link => Text(link, "href")!));
    }
}
