using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alerting.Cli.Alarms.Services;
using Alerting.Cli.Alarms.Writing;

namespace Alerting.Cli.Alarms.Reading;

/// <summary>
/// The resources of a CloudFormation or SAM template. A resource with a name of its own is called by it; for another
/// the alarms' template has a parameter with the logical id, so that <c>!Ref</c> means the same in both templates.
/// </summary>
internal static partial class TemplateResources
{
    private const string OnlyTheStackKnows = "only the deployed stack knows what it becomes. Give the JSON of " +
        "`aws cloudformation list-stack-resources` instead.";

    private const string LoadBalancerType = "AWS::ElasticLoadBalancingV2::LoadBalancer";

    public static void Read(JsonObject template, Inventory inventory)
    {
        if (template["Resources"] is not JsonObject resources || resources.Count == 0)
            throw new UserException("The template has no Resources.");
        var links = new TemplateLinks(resources);
        foreach (var (id, node) in resources)
        {
            if (id.StartsWith("Fn::", StringComparison.Ordinal))
                inventory.Note($"No alarms for {id}: {OnlyTheStackKnows}");
            else if (node is not JsonObject resource || !LogicalId().IsMatch(id))
                throw new UserException($"\"{id}\" is not a resource. Write an id of letters and digits, and a Type.");
            else
                Add(id, resource, template, links, inventory);
        }
        foreach (var (id, type) in links.ImplicitApis())
            AddKnown(ServiceCatalog.OfType(type)!, id, type, [], links, inventory);
    }

    private static void Add(string id, JsonObject resource, JsonObject template, TemplateLinks links,
        Inventory inventory)
    {
        var type = Texts.Of(resource, "Type") ?? throw new UserException($"{id} has no Type.");
        var properties = Properties(type, resource, template);
        if (ServiceOf(type, properties) is not { } service)
        {
            inventory.AddUnknown(type, id);
            return;
        }
        if (resource["Condition"] is not null)
            inventory.AddConditional(id);
        AddKnown(service, id, type, properties, links, inventory);
    }

    private static void AddKnown(Service service, string id, string type, JsonObject properties, TemplateLinks links,
        Inventory inventory)
    {
        var name = service.FromProperties(properties) is { } own && ResourceNames.AreGood(own) ? own : null;
        var resource = name is null
            ? Unnamed(service, id, type)
            : new WatchedResource(service, service.NameOf(name), TemplateText.Literal(name), Place.Unknown);
        resource = resource with
        {
            Properties = properties,
            HoldsDeadLetters = links.HoldsDeadLetters(id),
        };
        if (service == LoadBalancers.TargetGroup)
            resource = WithLoadBalancer(resource, id, links);
        if (service.Dimensions(resource) is null)
            inventory.Note($"No alarms for {id}: its name does not have what the metrics of {service.Word} need.");
        else
            inventory.Add(resource);
    }

    private static WatchedResource Unnamed(Service service, string id, string type)
    {
        var parameter = service.AsksFor?.Invoke(id) ?? PhysicalId(id, type);
        return new WatchedResource(service, id, TemplateText.Ref(parameter.Name), Place.Unknown)
        {
            Parameters = [parameter],
            IsNamedByStack = true,
        };
    }

    private static TemplateParameter PhysicalId(string id, string type) =>
        new(id == AlarmTemplate.Topic ? id + "Resource" : id, $"Physical id of {id} ({type}), as `aws " +
            $"cloudformation list-stack-resources` shows it.");

    private static WatchedResource WithLoadBalancer(WatchedResource group, string id, TemplateLinks links)
    {
        var balancer = links.LoadBalancerOf(id);
        var parameter = balancer is null
            ? new TemplateParameter(id + "LoadBalancer", $"ARN of the load balancer that sends requests to {id}.")
            : PhysicalId(balancer, LoadBalancerType);
        var isNetwork = balancer is not null
            ? links.PropertiesOf(balancer) is { } properties && Texts.Of(properties, "Type") == "network"
            : group.Text("Protocol") is "TCP" or "UDP" or "TCP_UDP" or "TLS";
        return group with
        {
            LoadBalancer = TemplateText.Ref(parameter.Name),
            Parameters = [.. group.Parameters, parameter],
            Namespace = isNetwork ? LoadBalancers.NetworkMetrics : LoadBalancers.ApplicationMetrics,
        };
    }

    private static Service? ServiceOf(string type, JsonObject properties) => (type, Texts.Of(properties, "Type")) switch
    {
        (LoadBalancerType, "network") => LoadBalancers.Network,
        (LoadBalancerType, "gateway") => null,
        ("AWS::ApiGatewayV2::Api", _) when Texts.Of(properties, "ProtocolType") == "WEBSOCKET" => null,
        _ => ServiceCatalog.OfType(type),
    };

    /// <summary>SAM's <c>Globals</c> apply to what the resource does not say itself.</summary>
    private static JsonObject Properties(string type, JsonObject resource, JsonObject template)
    {
        var own = (resource["Properties"] as JsonObject)?.DeepClone().AsObject() ?? [];
        if (type != "AWS::Serverless::Function" || template["Globals"]?["Function"] is not JsonObject globals)
            return own;
        foreach (var (key, value) in globals)
        {
            if (!own.ContainsKey(key))
                own[key] = value?.DeepClone();
        }
        return own;
    }

    [GeneratedRegex("^[A-Za-z0-9]{1,255}$")]
    private static partial Regex LogicalId();
}
