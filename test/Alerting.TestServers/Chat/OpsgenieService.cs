using System.Text.Json;

namespace Alerting.TestServers;

/// <summary>https://docs.opsgenie.com/docs/alert-api#create-alert, #acknowledge-alert and #close-alert. Texts are plain.</summary>
public sealed class OpsgenieService() : ChatService("opsgenie")
{
    public override HttpReply Success { get; } = HttpReply.Text(202, """{"result":"Request will be processed","took":0.3,"requestId":"43a29c5c"}""");

    protected override void Check(RecordedRequest request, JsonElement body, List<string> problems)
    {
        Need(problems, "Key is not valid", request.Header("Authorization")?.StartsWith("GenieKey ", StringComparison.Ordinal) == true);
        AtMost(problems, "source", (Text(body, "source") ?? string.Empty).Length, 100);
        AtMost(problems, "note", (Text(body, "note") ?? string.Empty).Length, 25_000);
        if (request.Path.EndsWith("/close", StringComparison.Ordinal) || request.Path.EndsWith("/acknowledge", StringComparison.Ordinal))
        {
            Need(problems, "identifierType", request.Query == "identifierType=alias");
            return;
        }

        Need(problems, "path", request.Path.EndsWith("/v2/alerts", StringComparison.Ordinal));
        Need(problems, "message", Text(body, "message") is { Length: > 0 and <= 130 });
        Need(problems, "alias", Text(body, "alias") is { Length: > 0 and <= 512 });
        AtMost(problems, "description", (Text(body, "description") ?? string.Empty).Length, 15_000);
        AtMost(problems, "entity", (Text(body, "entity") ?? string.Empty).Length, 512);
        AtMost(problems, "tags", Items(body, "tags").Count(), 20);
        Need(problems, "tag", Items(body, "tags").All(tag => tag.GetString()!.Length <= 50));
        Need(problems, "priority", Text(body, "priority") is "P1" or "P2" or "P3" or "P4" or "P5");
        AtMost(problems, "details", body.GetProperty("details").EnumerateObject().Sum(detail => detail.Name.Length + detail.Value.GetString()!.Length), 8000);
    }

    protected override void Show(JsonElement body, VisibleMessage shown)
    {
        shown.Line(Text(body, "message") ?? string.Empty);
        shown.Line(Text(body, "description") ?? Text(body, "note") ?? string.Empty);
    }
}
