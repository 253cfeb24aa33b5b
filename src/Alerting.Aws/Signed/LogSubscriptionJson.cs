using System.Text.Json;
using Alerting.Beside;

namespace Alerting.Aws.Signed;

/// <summary>The answer of <c>FilterLogEvents</c> as a log subscription would send it, which our log engine reads.</summary>
internal static class LogSubscriptionJson
{
    public static byte[] Of(JsonElement answer, string group)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("events", out var events)
            || events.ValueKind != JsonValueKind.Array)
        {
            throw new BesideException("CloudWatch Logs answered without events");
        }
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("messageType", "DATA_MESSAGE");
            json.WriteString("owner", "");
            json.WriteString("logGroup", group);
            json.WriteString("logStream", "");
            json.WriteStartArray("subscriptionFilters");
            json.WriteEndArray();
            json.WriteStartArray("logEvents");
            // The lines of a stack trace stand together in their stream.
            foreach (var each in events.EnumerateArray().Where(IsLine)
                .OrderBy(line => Text(line, "logStreamName"), StringComparer.Ordinal).ThenBy(TimeOf))
            {
                json.WriteStartObject();
                json.WriteString("id", Text(each, "eventId"));
                json.WriteNumber("timestamp", TimeOf(each));
                json.WriteString("message", Text(each, "message"));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static bool IsLine(JsonElement line) => line.ValueKind == JsonValueKind.Object
        && line.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String;

    private static long TimeOf(JsonElement line) => line.TryGetProperty("timestamp", out var time)
        && time.ValueKind == JsonValueKind.Number && time.TryGetInt64(out var milliseconds) ? milliseconds : 0;

    private static string Text(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
