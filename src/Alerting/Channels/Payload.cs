using System.Text;
using System.Text.Json;

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
    public override void WriteTo(Utf8JsonWriter json) => json.WriteRawValue(Utf8.Span);

    public sealed override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
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
