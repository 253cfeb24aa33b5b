using System.Buffers;
using System.Text.Json;

namespace Alerting.Sources.Generic;

/// <summary>
/// A Kubernetes object with its health, such as an Application of Argo CD: its kind and name are the title, and its
/// health or phase the state.
/// </summary>
internal static class KubernetesObject
{
    /// <summary>The object as flat fields; null for anything else.</summary>
    public static EventJson? Flatten(EventJson json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.HasAll("apiVersion", "kind", "metadata", "status")
            || Text(json, "kind") is not { } kind || Text(json, "metadata", "name") is not { } name
            || (Text(json, "status", "health", "status") ?? Text(json, "status", "phase")) is not { } state)
        {
            return null;
        }
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("title", $"{kind} {name}");
            writer.WriteString("status", state);
            Write(writer, "namespace", Text(json, "metadata", "namespace"));
            Write(writer, "message", Text(json, "status", "health", "message")
                ?? Text(json, "status", "operationState", "message") ?? Text(json, "status", "message"));
            Write(writer, "sync", Text(json, "status", "sync", "status"));
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory, JsonBody.Options);
        return new EventJson(document.RootElement.Clone());
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    private static string? Text(EventJson json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (!json.Has(name, out json))
                return null;
        }
        return json.Scalar();
    }
}
