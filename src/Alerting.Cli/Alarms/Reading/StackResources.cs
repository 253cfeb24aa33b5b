using System.Text.Json.Nodes;
using Alerting.Cli.Alarms.Services;

namespace Alerting.Cli.Alarms.Reading;

/// <summary>
/// The JSON of <c>aws cloudformation list-stack-resources</c> or <c>describe-stack-resources</c>: the physical ids of
/// what a stack has made, and so more than its template knows.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackResourceSummary.html</remarks>
internal static class StackResources
{
    public static void Read(JsonArray list, JsonObject? stack, Inventory inventory)
    {
        foreach (var resource in list)
            Add(resource, inventory);
        if (!string.IsNullOrEmpty(Texts.Of(stack, "NextToken")))
            inventory.Note("The list is one page of several. Run the command without --max-items and --no-paginate.");
    }

    private static void Add(JsonNode? resource, Inventory inventory)
    {
        var logicalId = Texts.Of(resource, "LogicalResourceId") ?? "a resource without a name";
        var type = Texts.Of(resource, "ResourceType") ?? throw new UserException(
            $"{logicalId} has no ResourceType. Give the JSON of `aws cloudformation list-stack-resources` as it is.");
        if (Texts.Of(resource, "ResourceStatus") == "DELETE_COMPLETE")
            return;
        var arn = Texts.Of(resource, "PhysicalResourceId") is { } id ? Arn.Parse(id) : null;
        if ((arn is null ? null : ServiceCatalog.Of(arn)?.Service) is not null)
            inventory.AddArn(arn!);
        else if (ServiceCatalog.OfType(type) is not { } service)
            inventory.AddUnknown(type, logicalId);
        else if (Texts.Of(resource, "PhysicalResourceId") is not { Length: > 0 } physical)
            inventory.Note($"No alarms for {logicalId}: CloudFormation has not made it.");
        else
            inventory.AddNamed(service, physical, PlaceOf(resource), logicalId);
    }

    private static Place PlaceOf(JsonNode? resource) =>
        Texts.Of(resource, "StackId") is { } stack && Arn.Parse(stack) is { } arn ? arn.Place : Place.Unknown;
}
