using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Alerting.Channels;

/// <summary>How JSON is written for services and terminals.</summary>
public static class JsonText
{
    /// <summary>
    /// Letters of all languages as themselves: it is never embedded in HTML, and six bytes for an é would eat the limits.
    /// </summary>
    public static JsonWriterOptions Relaxed { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same, for people.</summary>
    public static JsonWriterOptions Indented { get; } = Relaxed with { Indented = true };

    /// <summary>An object as a payload.</summary>
    public static JsonPayload Payload(Action<Utf8JsonWriter> properties) => new(Utf8(properties));

    /// <summary>An object in UTF-8.</summary>
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

    /// <summary>The document with a line for each property.</summary>
    public static string Lines(Payload payload)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        using (var document = JsonDocument.Parse(((JsonPayload)payload).Utf8))
            document.WriteTo(json);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>
    /// The payload with properties put before its own: those that say where it goes, a key among them, which a payload
    /// must not hold since it is shown.
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
