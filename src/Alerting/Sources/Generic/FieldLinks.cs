using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>
/// Finds links in an unknown object: a URL, a list of URLs, or a list of objects with a URL each
/// (<c>"links": [{"text": "Runbook", "url": "https://…"}]</c>).
/// </summary>
internal static class FieldLinks
{
    private const int MaxListed = 20;

    /// <summary>A field counts as used only if all of it became links; otherwise it is also a fact.</summary>
    public static List<Link> Take(FieldList fields)
    {
        var links = new List<Link>();
        foreach (var field in fields.Remaining)
        {
            var found = field.Value.ValueKind == JsonValueKind.Array ? FromList(field) : FromScalar(field);
            links.AddRange(found);
            var all = field.Value.ValueKind == JsonValueKind.Array ? field.Value.GetArrayLength() : 1;
            field.IsUsed = found.Count == all && all > 0;
        }
        return links;
    }

    private static List<Link> FromScalar(Field field) =>
        IsWeb(field.Scalar) ? [new Link(LinkText(field.NormalizedName), field.Scalar!)] : [];

    private static List<Link> FromList(Field field)
    {
        var links = new List<Link>();
        foreach (var item in field.Value.EnumerateArray().Take(MaxListed))
        {
            var url = item.Scalar() ?? FirstText(item, "url", "href", "link", "uri");
            if (IsWeb(url))
            {
                links.Add(new Link(
                    FirstText(item, "text", "title", "name", "label", "rel") ?? LinkText(field.NormalizedName), url!));
            }
        }
        return links;
    }

    /// <summary>Adds no warnings: a value that is not a link stays a fact.</summary>
    private static string? FirstText(EventJson item, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (item.Has(name, out var value) && value.Scalar() is { } text)
                return text;
        }
        return null;
    }

    private static bool IsWeb(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

    private static string LinkText(string name) => name switch
    {
        _ when name.Contains("runbook", StringComparison.Ordinal)
            || name.Contains("playbook", StringComparison.Ordinal) => "Runbook",
        _ when name.Contains("dashboard", StringComparison.Ordinal) => "Dashboard",
        _ when name.Contains("graph", StringComparison.Ordinal) || name.Contains("image", StringComparison.Ordinal) =>
            "Graph",
        _ when name.Contains("log", StringComparison.Ordinal) => "Logs",
        "url" or "link" or "urls" or "links" or "href" or "htmlurl" or "consolelink" or "alerturl" or "eventurl"
            or "incidenturl" =>
            "Details",
        _ => name,
    };
}
