using System.Text.Encodings.Web;
using System.Text.Json;

namespace Alerting.Text;

/// <summary>Writes JSON for services and terminals, and reads single values of it.</summary>
public static class JsonText
{
    /// <summary>
    /// Does not escape non-ASCII letters: the JSON is never embedded in HTML, and six bytes for an é would waste the
    /// limits.
    /// </summary>
    public static JsonWriterOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonWriterOptions Indented { get; } = Relaxed with { Indented = true };

    /// <summary>An object of the properties.</summary>
    public static ReadOnlyMemory<byte> Utf8(Action<Utf8JsonWriter> properties)
    {
        var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Relaxed))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }
        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }

    /// <summary>The string or number at a path of properties, or null, also if the text is not JSON.</summary>
    public static string? At(string json, params ReadOnlySpan<string> path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var value = document.RootElement;
            foreach (var name in path)
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                    return null;
            }
            return value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
