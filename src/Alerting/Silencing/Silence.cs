using System.Text.Json.Serialization;
using Alerting.Routing;

namespace Alerting.Silencing;

/// <summary>Suppresses notifications of matching alerts for a while.</summary>
/// <param name="Matchers">Written as in the configuration, <c>severity = "warning"</c>; all must match.</param>
/// <param name="EndsAt">Exclusive.</param>
public sealed record Silence(
    [property: JsonPropertyName("id")] string Id,
    IReadOnlyList<string> Matchers,
    [property: JsonPropertyName("startsAt")] DateTimeOffset StartsAt,
    [property: JsonPropertyName("endsAt")] DateTimeOffset EndsAt,
    string Author,
    string Comment)
{
    private readonly Lazy<IReadOnlyList<Matcher>> _parsed = new(() => Parse(Matchers));

    [JsonPropertyName("matchers")]
    public IReadOnlyList<string> Matchers { get; init; } = SilenceRedaction.Matchers(Matchers);

    /// <summary>For people.</summary>
    [JsonIgnore]
    public IEnumerable<string> ShownMatchers => Matchers.Select(SilenceRedaction.Text);

    [JsonPropertyName("author")]
    public string Author { get; init; } = SilenceRedaction.Text(Author);

    [JsonPropertyName("comment")]
    public string Comment { get; init; } = SilenceRedaction.Text(Comment);

    /// <summary>
    /// Whether it covers only what fired when it began, until it resolves. <see cref="EndsAt"/> is then the latest end.
    /// </summary>
    [JsonPropertyName("untilResolved")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool UntilResolved { get; init; }

    /// <summary>Unless another end is given, so that no alert is forgotten.</summary>
    public static TimeSpan LongestUntilResolved { get; } = TimeSpan.FromDays(30);

    public bool IsActive(DateTimeOffset now) => StartsAt <= now && now < EndsAt;

    /// <summary>
    /// A silence with no matchers or an invalid one covers nothing, because a typo must not mute everything.
    /// </summary>
    public bool Covers(IReadOnlyDictionary<string, string> labels) =>
        _parsed.Value.Count > 0 && _parsed.Value.All(matcher => matcher.Matches(labels));

    /// <param name="firingSince">Null if the alert does not fire, or only just began to.</param>
    public bool Covers(IReadOnlyDictionary<string, string> labels, DateTimeOffset? firingSince) =>
        (!UntilResolved || firingSince <= StartsAt) && Covers(labels);

    /// <summary>The first error in the matchers, or null.</summary>
    public static string? Check(IReadOnlyList<string> matchers)
    {
        var parsed = new List<Matcher>();
        foreach (var text in matchers)
        {
            if (MatcherSyntax.Parse(text, parsed) is { } wrong)
                return wrong;
        }
        return parsed.Count == 0 ? "A silence needs a matcher, such as name = \"disk\"." : null;
    }

    private static List<Matcher> Parse(IReadOnlyList<string> matchers)
    {
        var parsed = new List<Matcher>();
        foreach (var text in matchers)
        {
            if (MatcherSyntax.Parse(text, parsed) is not null)
                return [];
        }
        return parsed;
    }
}
