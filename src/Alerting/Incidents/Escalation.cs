using System.Text.Json.Serialization;

namespace Alerting.Incidents;

/// <summary>
/// How far the escalation of an incident is. The policy is read live: only the position is kept, by the step's place in it.
/// </summary>
public sealed record Escalation
{
    /// <summary>Who was asked in earlier steps than these is not named any more.</summary>
    private const int MaxAsked = 20;

    /// <summary>How many steps were taken. A press carries it, so a late one changes nothing.</summary>
    [JsonPropertyName("number")]
    public int Number { get; init; }

    /// <summary>The place of the next step in the policy.</summary>
    [JsonPropertyName("next")]
    public int NextStep { get; init; }

    /// <summary>How often the policy started again.</summary>
    [JsonPropertyName("round")]
    public int Round { get; init; }

    /// <summary>When the next step is due; null after the last one.</summary>
    [JsonPropertyName("nextAt")]
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When its last step was over and nobody had answered.</summary>
    [JsonPropertyName("endedAt")]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who was asked, in order, since it began or began again.</summary>
    [JsonPropertyName("asked")]
    public IReadOnlyList<AskedStep> Asked { get; init; } = [];

    /// <summary>Receivers that were asked before it began again. They are not reminded.</summary>
    [JsonPropertyName("before")]
    public IReadOnlyList<string> AskedBefore { get; init; } = [];

    /// <summary>Everybody asked since it began or began again.</summary>
    [JsonIgnore]
    public IEnumerable<string> Receivers => Asked.SelectMany(step => step.To).Distinct();

    /// <summary>Whether the policy asks this receiver, so a reminder need not.</summary>
    public bool Asks(string receiver) => IsLatest(receiver) ? EndedAt is null
        : AskedBefore.Contains(receiver) || Asked.Any(step => step.To.Contains(receiver));

    public Escalation Took(DateTimeOffset at, IReadOnlyList<string> to) => this with
    {
        Number = Number + 1,
        EndedAt = null,
        Asked = [.. Asked.TakeLast(MaxAsked - 1), new AskedStep(Number + 1, at, to)],
    };

    /// <summary>From its first step, at once.</summary>
    public Escalation Again(DateTimeOffset at) => new()
    {
        Number = Number, NextAt = at, AskedBefore = [.. AskedBefore.Union(Receivers)],
    };

    private bool IsLatest(string receiver) => Asked.Count > 0 && Asked[^1].To.Contains(receiver);
}

/// <param name="To">Receivers, as they were resolved at the time.</param>
public sealed record AskedStep(
    [property: JsonPropertyName("number")] int Number,
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("to")] IReadOnlyList<string> To);
