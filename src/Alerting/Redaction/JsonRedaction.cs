using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Text;

namespace Alerting.Redaction;

/// <summary>
/// An event or a queued message without secrets, for people. A JSON document stays one; any other text is redacted as
/// text.
/// </summary>
public static partial class JsonRedaction
{
    private const int MaxDepth = 32;

    public static string Of(string text) => Document(text, depth: 0) ?? Text(text, name: "");

    /// <summary>The value of a property whose name says that it is a secret; null if it is not JSON.</summary>
    internal static string? Under(string name, string value) => Document(value, depth: 1, name);

    /// <summary>Null if it is not a JSON object or array.</summary>
    /// <param name="secret">The name of a secret that it is a part of; empty if it is not.</param>
    private static string? Document(string text, int depth, string secret = "")
    {
        if (depth > MaxDepth || text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, JsonText.Relaxed))
                Write(json, document.RootElement, secret, depth);
            return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        // Half a surrogate pair is no text: as it stands an ArgumentException, escaped an InvalidOperationException.
        catch (Exception broken) when (broken is JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Named(JsonElement value) =>
        (value.TryGetProperty("name", out var name) || value.TryGetProperty("key", out name))
            && name.ValueKind == JsonValueKind.String && name.GetString()! is var text && SourceText.Any.IsSecret(text)
                ? text : null;

    /// <summary>
    /// Of broken JSON, each line between quotes by itself, and an object or a list that is a secret as a whole.
    /// </summary>
    private static string Text(string text, string name)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..])
            return SourceText.Any.Value(name, text);
        var shown = new StringBuilder();
        var at = 0;
        for (var part = Part().Match(text); part.Success; part = Part().Match(text, at))
        {
            shown.Append(text, at, part.Index + part.Length - at);
            at = part.Index + part.Length;
            if (!SourceText.Any.IsSecret(part.Groups["name"].Value))
                continue;
            shown.Append(Redactor.Mark);
            var end = text.AsSpan(at).IndexOfAny("{}[]");
            at = end < 0 ? text.Length : at + end;
        }
        shown.Append(text, at, text.Length - at);
        return Redactor.BuiltIn.Apply(string.Join('"', shown.ToString().Split('"')
            .Select(each => string.Join("\\n", each.Split("\\n").Select(line => Redactor.BuiltIn.Apply(line))))));
    }

    [GeneratedRegex("""(?<name>[^"\\\s]{1,64})\\?"\s{0,4}:\s{0,4}[{\[]""")]
    private static partial Regex Part();

    private static void Write(Utf8JsonWriter json, JsonElement value, string name, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                // As CloudWatch writes dimensions: {"name": "password", "value": "hunter2"}.
                var named = Named(value);
                foreach (var property in value.EnumerateObject())
                {
                    json.WritePropertyName(Redactor.BuiltIn.Apply(property.Name));
                    // The lines of a log batch, compressed.
                    if (name == "awslogs" && property is { Name: "data", Value.ValueKind: JsonValueKind.String })
                    {
                        json.WriteStringValue(Redactor.Mark);
                    }
                    else
                    {
                        Write(json, property.Value, SourceText.Any.IsSecret(name) ? name : named ?? property.Name,
                            depth);
                    }
                }
                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(json, item, name, depth);
                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                var text = value.GetString()!;
                json.WriteStringValue(Document(text, depth + 1) ?? Text(text, name));
                break;
            case JsonValueKind.Number when SourceText.Any.Value(name, value.GetRawText()) is var number
                && number != value.GetRawText():
                json.WriteStringValue(number);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
