using System.Text.Json;

namespace Alerting.Fakes;

/// <summary>Reads JSON of any shape without exceptions.</summary>
public static class ServiceJson
{
    public static string Text(this JsonElement json, string name) =>
        json.Child(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    public static JsonElement[] Items(this JsonElement json, string name) =>
        json.Child(name) is { ValueKind: JsonValueKind.Array } items ? [.. items.EnumerateArray()] : [];

    public static JsonElement Child(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    public static bool IsWithin(this JsonElement json, int least, int most) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var value) && value >= least && value <= most;

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

    /// <summary>The problems that exist, in order.</summary>
    public static IReadOnlyList<string> Those(params ReadOnlySpan<(bool IsSo, string Problem)> problems)
    {
        var found = new List<string>();
        foreach (var (isSo, problem) in problems)
        {
            if (isSo)
                found.Add(problem);
        }
        return found;
    }
}
