using Alerting.Text;

namespace Alerting.Configuration.Reading;

/// <summary>A key that a mapping cannot have: what was probably meant.</summary>
internal static class WrittenKey
{
    /// <summary>A key that many mappings have belongs to none of them in particular.</summary>
    private const int MostPlaces = 4;

    /// <summary>So few keys answer by themselves.</summary>
    private const int Few = 3;

    /// <summary>The words of Alertmanager and of other paging tools.</summary>
    private static readonly (string Written, string Meant)[] OtherWords =
    [
        ("receiver", "to"), ("receivers", "to"), ("source_match", "when"), ("source_matchers", "when"),
        ("target_match", "mute"), ("target_matchers", "mute"), ("users", "rotation"), ("start", "from"), ("end", "to"),
        ("delay", "after"), ("targets", "notify"), ("labels", "match"), ("policy", "escalate"), ("interval", "every"),
    ];

    public static string Instead(string key, KeySet keys) =>
        (Meant(key, keys.Names) is { } meant ? Suggestion.Sentence(meant)
            : Places(key, keys) is { Length: > 0 and <= MostPlaces } places ? Belongs(key, places)
            : Part(key, keys.Names) is { } part ? Suggestion.Sentence(part)
            : $"Known keys: {string.Join(", ", keys.Names)}.")
        + (keys.Hint.Length > 0 ? " " + keys.Hint : "");

    private static string? Meant(string key, string[] known) =>
        Suggestion.ForName(key, known)
        ?? Array.Find(OtherWords, word => word.Written == key && known.Contains(word.Meant)).Meant;

    private static string[] Places(string key, KeySet here) =>
        here.Names.Length <= Few ? []
            : [.. here.Family().Where(keys => keys.Names.Contains(key)).Select(keys => keys.Path)];

    private static string Belongs(string key, string[] places)
    {
        var top = places.Contains(Keys.File.Path) ? $"at {Keys.File.Path}" : "";
        string[] below = [.. places.Where(place => place != Keys.File.Path)];
        var under = below.Length == 0 ? ""
            : "under " + string.Join(", ", below[..^1]) + (below.Length > 1 ? " or " : "") + below[^1];
        return $"\"{key}\" belongs {top}{(top.Length > 0 && under.Length > 0 ? " or " : "")}{under}.";
    }

    /// <summary>A known key with words around it: <c>group_wait</c>, <c>slack_configs</c>, <c>matchers</c>.</summary>
    private static string? Part(string key, string[] known)
    {
        var words = key.Split('_', '-');
        return known.Where(name => Array.IndexOf(words, name) >= 0
                || name.Length > 3 && key.StartsWith(name, StringComparison.Ordinal) && key.Length < name.Length + 4)
            .MinBy(name => Array.IndexOf(words, name) is >= 0 and var at ? at : words.Length);
    }
}
