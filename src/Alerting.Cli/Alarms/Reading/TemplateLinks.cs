using System.Text.Json.Nodes;

namespace Alerting.Cli.Alarms.Reading;

/// <summary>How the resources of a template refer to each other.</summary>
internal sealed class TemplateLinks
{
    private static readonly HashSet<string> DeadLetterKeys =
        ["deadLetterTargetArn", "DeadLetterConfig", "DeadLetterQueue", "OnFailure", "deadLetterQueueArn"];

    private readonly JsonObject _resources;
    private readonly HashSet<string> _deadLetters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _balancers = new(StringComparer.Ordinal);

    public TemplateLinks(JsonObject resources)
    {
        _resources = resources;
        foreach (var (_, resource) in resources)
            FindDeadLetters(resource, isInside: false);
        foreach (var (id, _) in resources)
            FindTargets(id);
    }

    public bool HoldsDeadLetters(string id) => _deadLetters.Contains(id) || DeadLetterNames.Fits(id);

    /// <summary>Whose listener or rule forwards to the target group.</summary>
    public string? LoadBalancerOf(string targetGroup) => _balancers.GetValueOrDefault(targetGroup);

    public JsonObject? PropertiesOf(string id) => (_resources[id] as JsonObject)?["Properties"] as JsonObject;

    /// <summary>APIs that SAM makes for functions whose events name none.</summary>
    public IEnumerable<(string Id, string Type)> ImplicitApis()
    {
        var events = _resources.SelectMany(resource => PropertiesOf(resource.Key)?["Events"] as JsonObject ?? [])
            .Select(entry => entry.Value).ToList();
        if (events.Exists(entry => Texts.Of(entry, "Type") == "Api" && entry?["Properties"]?["RestApiId"] is null))
            yield return ("ServerlessRestApi", "AWS::Serverless::Api");
        if (events.Exists(entry => Texts.Of(entry, "Type") == "HttpApi" && entry?["Properties"]?["ApiId"] is null))
            yield return ("ServerlessHttpApi", "AWS::Serverless::HttpApi");
    }

    private void FindDeadLetters(JsonNode? node, bool isInside)
    {
        if (isInside && ReferenceIn(node) is { } id)
            _deadLetters.Add(id);
        if (node is JsonArray list)
        {
            foreach (var item in list)
                FindDeadLetters(item, isInside);
        }
        foreach (var (key, value) in node as JsonObject ?? [])
            FindDeadLetters(value, isInside || DeadLetterKeys.Contains(key));
    }

    private void FindTargets(string id)
    {
        var properties = PropertiesOf(id);
        var listener = ReferenceIn(properties?["ListenerArn"]) is { } parent ? PropertiesOf(parent) : properties;
        if (ReferenceIn(listener?["LoadBalancerArn"]) is not { } balancer || !_resources.ContainsKey(balancer))
            return;
        foreach (var target in References(properties?["DefaultActions"]).Concat(References(properties?["Actions"])))
            _balancers.TryAdd(target, balancer);
    }

    private static IEnumerable<string> References(JsonNode? node) => (ReferenceIn(node), node) switch
    {
        ({ } id, _) => [id],
        (_, JsonObject map) => map.SelectMany(entry => References(entry.Value)),
        (_, JsonArray list) => list.SelectMany(References),
        _ => [],
    };

    /// <summary>The logical id in <c>Ref</c> or <c>Fn::GetAtt</c>, which is a list or a text with a dot.</summary>
    private static string? ReferenceIn(JsonNode? node) =>
        Texts.Of(node, "Ref") ?? Texts.Of(node, "Fn::GetAtt")?.Split('.')[0]
        ?? ((node as JsonObject)?["Fn::GetAtt"] as JsonArray)?.FirstOrDefault()?.ToString();
}

/// <summary>What people call a queue for dead letters, where nothing else says it.</summary>
internal static class DeadLetterNames
{
    private static readonly string[] Words =
        ["dlq", "deadletter", "dead-letter", "dead_letter", "dead-queue", "redrive"];

    public static bool Fits(string name) =>
        Array.Exists(Words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
