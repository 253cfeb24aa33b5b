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
}
