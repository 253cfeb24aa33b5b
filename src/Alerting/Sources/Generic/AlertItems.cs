using System.Buffers;
using System.Text.Json;

namespace Alerting.Sources.Generic;

/// <summary>
/// The alerts in a list of an object without a title of its own: <c>{"status": "firing", "alerts": [{…}, {…}]}</c>. What
/// the object says counts for each that does not say it itself.
/// </summary>
internal static class AlertItems
{
    private static readonly string[] Lists =
        ["alerts", "alarms", "events", "incidents", "problems", "notifications", "messages", "findings", "issues"];

    private static readonly string[] OfTheWhole = ["id", "uuid", "guid", "text", "message", "description", "name"];

    /// <summary>Two or more; a single one is read with the object.</summary>
    public static IReadOnlyList<EventJson>? Of(EventJson json)
    {
        if (json.ValueKind != JsonValueKind.Object || json.HasAny(FieldNames.Titles)
            || json.HasAny("summary", "severity"))
        {
            return null;
        }
        foreach (var name in Lists)
        {
            if (json.Has(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 1
                && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
            {
                var shared = Shared(json);
                return [.. list.EnumerateArray().Select(item => Merged(item, shared))];
            }
        }
        return null;
    }

    private static List<(string Name, EventJson Value)> Shared(EventJson json) =>
        [.. json.EnumerateObject().Where(field => field.Value.Scalar() is not null
            && FieldList.Normalize(field.Name) is var plain && !OfTheWhole.Contains(plain)
            && !plain.EndsWith("id", StringComparison.Ordinal) && !plain.EndsWith("key", StringComparison.Ordinal))];

    private static EventJson Merged(EventJson item, List<(string Name, EventJson Value)> shared)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var property in item.Element.EnumerateObject())
                property.WriteTo(writer);
            foreach (var (name, value) in shared.Where(field => !item.Has(field.Name)))
            {
                writer.WritePropertyName(name);
                value.Element.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory, JsonBody.Deeper);
        return new EventJson(document.RootElement.Clone());
    }
}
