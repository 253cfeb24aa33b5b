using System.Text;
using System.Text.Json;

namespace Alerting.Channels;

/// <summary>What a channel sends, to the letter.</summary>
public abstract record Payload
{
    /// <summary>Writes it as <c>explain</c> shows it: text as a string, JSON as itself.</summary>
    public abstract void WriteTo(Utf8JsonWriter json);

    /// <summary>As people read it in a terminal.</summary>
    public abstract override string ToString();
}

/// <summary>Plain text.</summary>
public sealed record TextPayload(string Text) : Payload
{
    public override void WriteTo(Utf8JsonWriter json) => json.WriteStringValue(Text);

    public override string ToString() => Text;
}

/// <summary>A JSON document, already in UTF-8.</summary>
public record JsonPayload(ReadOnlyMemory<byte> Utf8) : Payload
{
    public override void WriteTo(Utf8JsonWriter json) => json.WriteRawValue(Utf8.Span);

    public sealed override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}

/// <summary>An e-mail's subject and its two bodies.</summary>
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
