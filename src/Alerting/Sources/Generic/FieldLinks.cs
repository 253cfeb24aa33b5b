using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>
/// The links among the fields of an object nobody knows: a field that is an address, a list of addresses, and a list of
/// objects with an address each (<c>"links": [{"text": "Runbook", "url": "https://…"}]</c>).
/// </summary>
internal static class FieldLinks
{
    private const int MaxListed = 20;

    /// <summary>A field that became links as a whole is taken; one that holds anything else beside stays a fact.</summary>
    public static List<Link> Take(FieldList fields)
    {
        var links = new List<Link>();
        foreach (var field in fields.Rest)
        {
            var found = field.Value.ValueKind == JsonValueKind.Array ? Listed(field) : Single(field);
            links.AddRange(found);
            var all = field.Value.ValueKind == JsonValueKind.Array ? field.Value.GetArrayLength() : 1;
            field.IsTaken = found.Count == all && all > 0;
        }
        return links;
    }

    private static List<Link> Single(Field field) =>
        IsWeb(field.Scalar) ? [new Link(LinkText(field.Plain), field.Scalar!)] : [];

    private static List<Link> Listed(Field field)
    {
        var links = new List<Link>();
        foreach (var item in field.Value.EnumerateArray().Take(MaxListed))
        {
            var url = item.Scalar() ?? Of(item, "url", "href", "link", "uri");
            if (IsWeb(url))
                links.Add(new Link(Of(item, "text", "title", "name", "label", "rel") ?? LinkText(field.Plain), url!));
        }
        return links;
    }

    /// <summary>Quietly: what is no link stays a fact, and nothing about it is wrong.</summary>
    private static string? Of(EventJson item, params ReadOnlySpan<string> names)
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
        "url" or "link" or "urls" or "links" or "href" or "htmlurl" or "consolelink" or "alerturl" or "eventurl" or "incidenturl" =>
            "Details",
        _ => name,
    };
}
