using System.Text;
using System.Text.Json;

namespace Alerting.TestServers;

/// <summary>
/// A service as its documentation describes it: what it refuses, and what people see of what it takes. The numbers are
/// those of the documentation, written down a second time on purpose.
/// </summary>
public abstract class ChatService(string name)
{
    public string Name { get; } = name;

    /// <summary>The answer of one that is content.</summary>
    public virtual HttpReply Success { get; } = HttpReply.Ok;

    /// <summary>What is wrong with a request; nothing when it is taken.</summary>
    public IReadOnlyList<string> Check(RecordedRequest request)
    {
        var problems = new List<string>();
        try
        {
            // A strict decoder: bad UTF-8 and lone surrogates are errors to the services too.
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

    /// <summary>What people see.</summary>
    public Shown Show(RecordedRequest request)
    {
        using var document = JsonDocument.Parse(request.BodyBytes);
        var shown = new Shown();
        Show(document.RootElement, shown);
        return shown;
    }

    protected abstract void Check(RecordedRequest request, JsonElement body, List<string> problems);

    protected abstract void Show(JsonElement body, Shown shown);

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

    /// <summary>An object, and every object below it.</summary>
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
