using Alerting.Alerts;

namespace Alerting.Sources.Webhooks.Services;

/// <summary>The severity that an event of a service states.</summary>
internal static class ServiceSeverity
{
    /// <summary>Of the first path with a known word.</summary>
    /// <param name="own">Words that mean something else in this service than in most.</param>
    public static SeverityClaim? Of(
        EventJson json, IReadOnlyDictionary<string, Severity>? own, params ReadOnlySpan<string> paths)
    {
        EventJson unknown = default;
        foreach (var path in paths)
        {
            if (json.At(path) is not { } word)
                continue;
            if (Parse(word, own) is { } severity)
                return new SeverityClaim(severity, $"{FieldOf(path)}={word}");
            unknown = json.Node(path);
        }
        unknown.Warn("a severity such as critical, error, warning or info");
        return null;
    }

    public static SeverityClaim? Of(EventJson json, params ReadOnlySpan<string> paths) => Of(json, null, paths);

    /// <summary>The severity, but not above <paramref name="highest"/>.</summary>
    public static SeverityClaim? AtMost(this SeverityClaim? claim, Severity highest, string reason) =>
        claim is null || claim.Severity > highest ? new SeverityClaim(highest, reason) : claim;

    /// <summary><c>priority</c> of <c>data.priority.summary</c>.</summary>
    private static string FieldOf(string path)
    {
        var names = path.Split('.');
        return names is [.., var field, "summary" or "name" or "label"] ? field : names[^1];
    }

    private static Severity? Parse(string word, IReadOnlyDictionary<string, Severity>? own) =>
        own is not null && own.TryGetValue(word.ToLowerInvariant(), out var severity)
            ? severity
            : SeverityWords.Parse(word);
}
