using System.Text;
using System.Text.Json;
using Alerting.Text;

namespace Alerting.Channels;

/// <summary>Exactly what a channel sends, without the destination.</summary>
public abstract record Payload
{
    /// <summary>Writes text as a JSON string, and JSON unchanged.</summary>
    public abstract void WriteTo(Utf8JsonWriter json);

    /// <summary>For a terminal.</summary>
    public abstract override string ToString();
}

public sealed record TextPayload(string Text) : Payload
{
    public override void WriteTo(Utf8JsonWriter json) => json.WriteStringValue(Text);

    public override string ToString() => Text;
}

/// <summary>A JSON document in UTF-8.</summary>
public record JsonPayload(ReadOnlyMemory<byte> Utf8) : Payload
{
    public static JsonPayload Of(Action<Utf8JsonWriter> properties) => new(JsonText.Utf8(properties));

    public override void WriteTo(Utf8JsonWriter json) => json.WriteRawValue(Utf8.Span);

    public sealed override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>The payload indented.</summary>
    internal static string Lines(Payload payload)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, JsonText.Indented))
        using (var document = JsonDocument.Parse(((JsonPayload)payload).Utf8))
            document.WriteTo(json);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>Any payload as it writes itself, indented.</summary>
    internal static string Indented(Payload payload)
    {
        using var own = new MemoryStream();
        using (var json = new Utf8JsonWriter(own, JsonText.Relaxed))
            payload.WriteTo(json);
        return Lines(new JsonPayload(own.ToArray()));
    }

    /// <summary>
    /// The payload with the destination's properties put before its own. They may include a key, which the payload must
    /// not contain because it is shown to people.
    /// </summary>
    internal static ReadOnlyMemory<byte> With(Payload payload, Action<Utf8JsonWriter> properties)
    {
        var own = ((JsonPayload)payload).Utf8.Span.Trim((byte)' ');
        var added = JsonText.Utf8(properties).Span;
        if (added.Length <= 2)
            return ((JsonPayload)payload).Utf8;
        var whole = new byte[added.Length + own.Length - 1];
        added[..^1].CopyTo(whole);
        whole[added.Length - 1] = (byte)',';
        own[1..].CopyTo(whole.AsSpan(added.Length));
        return whole;
    }
}

public sealed record EmailPayload(string Subject, string Text, string Html) : Payload
{
    public override void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("subject", Subject);
        json.WriteString("text", Text);
        json.WriteString("html", Html);
        json.WriteEndObject();
    }

    public override string ToString() => $"Subject: {Subject}\n\n{Text}";
}
