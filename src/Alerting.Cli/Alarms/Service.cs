using System.Text.Json.Nodes;

namespace Alerting.Cli.Alarms;

/// <summary>A kind of resource: how it is recognised, the dimensions of its metrics, and its table of alarms.</summary>
/// <param name="Word">Begins the alarm's name: <c>Lambda orders: errors</c>.</param>
internal sealed record Service(string Word, string Namespace)
{
    /// <summary>CloudFormation types, SAM's included.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The id that <c>Ref</c> would give; null for the ARN of another kind.</summary>
    public required Func<Arn, string?> FromArn { get; init; }

    /// <summary>The id of a resource that its template names; null if it does not, or the name is not the id.</summary>
    public Func<JsonObject, string?> FromProperties { get; init; } = _ => null;

    /// <summary>How people call the resource with this id.</summary>
    public Func<string, string> NameOf { get; init; } = id => id;

    /// <summary>Null if the id does not have what the dimensions need.</summary>
    public required Func<WatchedResource, IReadOnlyList<Dimension>?> Dimensions { get; init; }

    public required IReadOnlyList<AlarmRecipe> Recipes { get; init; }

    /// <summary>The parameter that the template needs where the id is not enough.</summary>
    public Func<string, TemplateParameter>? AsksFor { get; init; }

    /// <summary>The text of a property, if it is one.</summary>
    public static Func<JsonObject, string?> Named(string property) =>
        properties => properties[property] is JsonValue name ? name.ToString() : null;

    /// <summary>One dimension with the id.</summary>
    public static Func<WatchedResource, IReadOnlyList<Dimension>?> By(string dimension) =>
        resource => [new Dimension(dimension, resource.Id)];

    /// <summary>One dimension with a part of the id.</summary>
    public static Func<WatchedResource, IReadOnlyList<Dimension>?> By(string dimension, string separator, int index) =>
        resource => resource.Id.Part(separator, index) is { } part ? [new Dimension(dimension, part)] : null;
}
