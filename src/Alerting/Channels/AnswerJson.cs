using System.Text.Json;

namespace Alerting.Channels;

/// <summary>Reads a single value from a service's response, which may be anything.</summary>
internal static class AnswerJson
{
    /// <summary>The string or number at a path of properties, or null.</summary>
    public static string? Text(string answer, params ReadOnlySpan<string> path)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            var json = document.RootElement;
            foreach (var name in path)
            {
                if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                    return null;
            }
            return json.ValueKind is JsonValueKind.String or JsonValueKind.Number ? json.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
