using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Alerting.Channels;

/// <summary>Writes JSON for services and terminals.</summary>
public static class JsonText
{
    /// <summary>
    /// Does not escape non-ASCII letters: the JSON is never embedded in HTML, and six bytes for an é would waste the
    /// limits.
    /// </summary>
    public static JsonWriterOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonWriterOptions Indented { get; } = Relaxed with { Indented = true };

    public static JsonPayload Payload(Action<Utf8JsonWriter> properties) => new(Utf8(properties));

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

    /// <summary>The payload indented.</summary>
    public static string Lines(Payload payload)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        using (var document = JsonDocument.Parse(((JsonPayload)payload).Utf8))
            document.WriteTo(json);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>
    /// The payload with the destination's properties put before its own. They may include a key, which the payload must
    /// not contain because it is shown to people.
    /// </summary>
    public static ReadOnlyMemory<byte> With(Payload payload, Action<Utf8JsonWriter> properties)
    {
        var own = ((JsonPayload)payload).Utf8.Span.Trim((byte)' ');
        var added = Utf8(properties).Span;
        if (added.Length <= 2)
            return ((JsonPayload)payload).Utf8;
        var whole = new byte[added.Length + own.Length - 1];
        added[..^1].CopyTo(whole);
        whole[added.Length - 1] = (byte)',';
        own[1..].CopyTo(whole.AsSpan(added.Length));
        return whole;
    }
}
