using System.Text.Json;
using Alerting.Sources;

namespace Alerting.Cli;

/// <summary>Reads <see cref="JsonElement"/> by the rules of <see cref="EventJson"/>.</summary>
internal static class ElementFields
{
    public static bool Has(this JsonElement element, string name, out JsonElement value)
    {
        var found = new EventJson(element).Has(name, out var field);
        value = field.Element;
        return found;
    }

    public static bool Has(this JsonElement element, string name) => new EventJson(element).Has(name);

    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names) =>
        new EventJson(element).Text(names);
}
