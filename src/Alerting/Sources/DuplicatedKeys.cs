using System.Text.Json;

namespace Alerting.Sources;

/// <summary>
/// Finds duplicate keys. JSON parsers disagree about them, so the alert names the value that was used.
/// </summary>
/// <remarks>RFC 8259, 4: "The names within an object SHOULD be unique."</remarks>
internal static class DuplicatedKeys
{
    private const int MaxNamed = 5;
    private const int LongestName = 60;

    /// <summary>A sentence naming the duplicates, or null.</summary>
    public static string? Problem(JsonElement root)
    {
        var found = new List<string>();
        Find(root, found);
        if (found.Count == 0)
            return null;
        var named = string.Join(", ", found.Take(MaxNamed).Select(Quoted));
        return found.Count == 1
            ? $"Duplicate key {named} in one object; the last value is used."
            : $"Duplicate keys in one object: {named}; the last value of each is used.";
    }

    private static void Find(JsonElement value, List<string> found)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Find(item, found);
        }
        if (value.ValueKind != JsonValueKind.Object)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (found.Count <= MaxNamed && !seen.Add(property.Name) && !found.Contains(property.Name))
                found.Add(property.Name);
            Find(property.Value, found);
        }
    }

    private static string Quoted(string name) =>
        name.Length <= LongestName ? $"\"{name}\"" : $"\"{name[..LongestName]}…\"";
}
