using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Alerting.TestKit;

/// <summary>The property names in JSON as paths such as <c>alerts[].name</c>, which programs rely on.</summary>
public static class JsonPaths
{
    /// <param name="open">Objects whose property names are data and not part of the format.</param>
    public static IReadOnlyList<string> Of(string json, params ReadOnlySpan<string> open)
    {
        using var document = JsonDocument.Parse(json);
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Add(document.RootElement, "", paths, [.. open]);
        return [.. paths];
    }

    /// <summary>All property names that a type can write.</summary>
    public static IReadOnlyList<string> Of(JsonTypeInfo type, string root)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Add(type, root, paths);
        return [.. paths];
    }

    private static void Add(JsonElement json, string path, SortedSet<string> paths, string[] open)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var each in json.EnumerateArray())
                Add(each, path + "[]", paths, open);
        }
        if (json.ValueKind != JsonValueKind.Object || open.Contains(path))
            return;
        foreach (var property in json.EnumerateObject())
        {
            var name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            paths.Add(name);
            Add(property.Value, name, paths, open);
        }
    }

    private static void Add(JsonTypeInfo type, string path, SortedSet<string> paths)
    {
        if (type.ElementType is { } element)
        {
            Add(type.Options.GetTypeInfo(element), path + (type.Kind == JsonTypeInfoKind.Dictionary ? ".*" : "[]"),
                paths);
        }
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in type.Properties)
        {
            paths.Add($"{path}.{property.Name}");
            Add(type.Options.GetTypeInfo(property.PropertyType), $"{path}.{property.Name}", paths);
        }
    }
}
