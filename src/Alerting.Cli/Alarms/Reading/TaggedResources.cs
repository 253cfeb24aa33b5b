using System.Text.Json.Nodes;

namespace Alerting.Cli.Alarms.Reading;

/// <summary>The JSON of <c>aws resourcegroupstaggingapi get-resources</c>, or a list of ARNs made from it.</summary>
/// <remarks>https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html</remarks>
internal static class TaggedResources
{
    public static void Read(JsonArray list, JsonObject? page, Inventory inventory)
    {
        for (var place = 0; place < list.Count; place++)
        {
            var text = list[place] is JsonValue value ? value.ToString() : Texts.Of(list[place], "ResourceARN");
            var arn = (text is null ? null : Arn.Parse(text)) ?? throw new UserException(
                $"Resource {place + 1} of the list, {Shown(text)}, is not an ARN. Write it as {Arn.Example}.");
            inventory.AddArn(arn, Tags(list[place]));
        }
        if (!string.IsNullOrEmpty(Texts.Of(page, "PaginationToken") ?? Texts.Of(page, "NextToken")))
            inventory.Note("The list is one page of several. Run the command without --max-items and --no-paginate.");
    }

    private static string Shown(string? text) => text is null ? "without ResourceARN" : $"\"{text}\"";

    private static Dictionary<string, string> Tags(JsonNode? resource)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in (resource as JsonObject)?["Tags"] as JsonArray ?? [])
        {
            if (Texts.Of(tag, "Key") is { } key && Texts.Of(tag, "Value") is { Length: > 0 and <= 256 } value)
                tags[key.ToLowerInvariant()] = value;
        }
        return tags;
    }
}

internal static class Texts
{
    public static string? Of(JsonNode? node, string key) =>
        (node as JsonObject)?[key] is JsonValue value ? value.ToString() : null;
}
