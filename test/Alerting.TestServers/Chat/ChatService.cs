using System.Text;
using System.Text.Json;

namespace Alerting.TestServers;

/// <summary>
/// A service as documented: what it refuses, and what people see of a message. The limits are repeated from the documentation
/// on purpose, to check the ones in the product.
/// </summary>
public abstract class ChatService(string name)
{
    public string Name { get; } = name;

    /// <summary>The response to an accepted request.</summary>
    public virtual HttpReply Success { get; } = HttpReply.Ok;

    /// <summary>The errors of a request; empty when it is accepted.</summary>
    public IReadOnlyList<string> Check(RecordedRequest request)
    {
        var problems = new List<string>();
        try
        {
            // Strict, because services refuse invalid UTF-8 and lone surrogates.
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(request.BodyBytes);
            using var document = JsonDocument.Parse(request.BodyBytes);
            Check(request, document.RootElement, problems);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            problems.Add($"{Name}: {e.Message}");
        }

        return problems;
    }

    /// <summary>The message as people see it.</summary>
    public VisibleMessage Show(RecordedRequest request)
    {
        using var document = JsonDocument.Parse(request.BodyBytes);
        var shown = new VisibleMessage();
        Show(document.RootElement, shown);
        return shown;
    }

    protected abstract void Check(RecordedRequest request, JsonElement body, List<string> problems);

    protected abstract void Show(JsonElement body, VisibleMessage shown);

    protected static void AtMost(List<string> problems, string what, int actual, int limit)
    {
        if (actual > limit)
        {
            problems.Add($"{what}: {actual} is more than {limit}");
        }
    }

    protected static void Need(List<string> problems, string what, bool holds)
    {
        if (!holds)
        {
            problems.Add(what);
        }
    }

    protected static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    protected static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    /// <summary>An object and all objects below it.</summary>
    protected static IEnumerable<JsonElement> Objects(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            yield return json;
        }

        var below = json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().Select(property => property.Value),
            JsonValueKind.Array => json.EnumerateArray(),
            _ => [],
        };
        foreach (var inner in below.SelectMany(Objects))
        {
            yield return inner;
        }
    }
}
