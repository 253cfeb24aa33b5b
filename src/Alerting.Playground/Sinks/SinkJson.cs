using System.Text.Json;

namespace Alerting.Playground.Sinks;

/// <summary>Reads JSON of any shape without exceptions.</summary>
internal static class SinkJson
{
    public static string Text(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    public static JsonElement[] Items(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray()]
            : [];

    public static JsonElement Child(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    /// <summary>All objects, at any depth.</summary>
    public static IEnumerable<JsonElement> Objects(this JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object)
            yield return json;
        var below = json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().Select(property => property.Value),
            JsonValueKind.Array => json.EnumerateArray(),
            _ => [],
        };
        foreach (var inner in below.SelectMany(Objects))
            yield return inner;
    }

    public static string? First(params (bool IsSo, string Problem)[] problems)
    {
        foreach (var (isSo, problem) in problems)
            if (isSo)
                return problem;
        return null;
    }
}
