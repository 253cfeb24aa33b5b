using System.Globalization;
using System.Text.Json.Nodes;

namespace Alerting.Cli.Alarms;

/// <summary>A resource that gets alarms.</summary>
/// <param name="Name">How people call it: its name, or its logical id in a template.</param>
/// <param name="Id">What <c>Ref</c> gives for it in CloudFormation, which is also its physical id.</param>
internal sealed record WatchedResource(Service Service, string Name, TemplateText Id, Place Place)
{
    /// <summary>Its properties, if a template says them.</summary>
    public JsonObject? Properties { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The values that the template asks for, because the input does not have them.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; init; } = [];

    /// <summary>A queue for what could not be processed.</summary>
    public bool HoldsDeadLetters { get; init; }

    /// <summary>Of a target group.</summary>
    public TemplateText? LoadBalancer { get; init; }

    public string Namespace { get; init; } = Service.Namespace;

    /// <summary>What may be watched by several stacks has the stack's name in the alarm's.</summary>
    public bool IsNamedByStack { get; init; }

    public string Identity => $"{Service.Word}|{Place}|{Id.Value}";

    public string? Text(string property) => Properties?[property] is JsonValue value ? value.ToString() : null;

    public double? Number(string property) =>
        double.TryParse(Text(property), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The number, or CloudFormation's default; null without a template, or if it computes it.</summary>
    public double? Number(string property, double byDefault) =>
        Properties is null ? null : Properties[property] is null ? byDefault : Number(property);
}

/// <summary>Where an alarm has to be. Null where the input does not say.</summary>
internal sealed record Place(string? Region, string? Account)
{
    public static Place Unknown { get; } = new(null, null);

    public override string ToString() => $"{Region}/{Account}";
}

internal sealed record TemplateParameter(string Name, string Description);
