using System.Text.Json;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>Labels from the tags and the attributes that a service sends with an alert.</summary>
internal static class ServiceTags
{
    private const int Most = 25;
    private const int LongestName = 100;

    /// <summary><c>env:prod</c> and <c>env=prod</c>; a tag without a value is not a label.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(IEnumerable<string> tags)
    {
        foreach (var tag in tags.Take(Most))
        {
            var split = tag.AsSpan().IndexOfAny(':', '=');
            if (split is > 0 and <= LongestName && split < tag.Length - 1)
                yield return (tag[..split].Trim(), tag[(split + 1)..].Trim());
        }
    }

    /// <summary>A map, a list of pairs, or a list of named values; null if it is something else.</summary>
    public static IEnumerable<(string Name, string? Value)> Map(EventJson node)
    {
        if (node.ValueKind == JsonValueKind.Object)
            return node.EnumerateObject().Take(Most).Select(pair => (pair.Name, pair.Value.Scalar()));
        if (node.ValueKind != JsonValueKind.Array)
            return [];
        return node.EnumerateArray().Take(Most).Select(Pair).OfType<(string, string?)>();
    }

    private static (string, string?)? Pair(EventJson item)
    {
        if (item.ValueKind == JsonValueKind.Array)
        {
            var parts = item.EnumerateArray().Take(3).Select(part => part.Scalar()).ToList();
            return parts is [{ } name, { } value] ? (name, value) : null;
        }
        return item.At("key", "name", "tag") is { } key ? (key, item.At("value")) : null;
    }
}
