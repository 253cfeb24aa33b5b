namespace Alerting.Configuration;

/// <summary>Who is notified, step by step, until somebody answers.</summary>
public sealed record EscalationPolicy(string Name, IReadOnlyList<EscalationStep> Steps)
{
    public static TimeSpan DefaultAfter { get; } = TimeSpan.FromMinutes(5);

    public const int DefaultRepeat = 2;

    /// <summary>How often the policy starts again after its last step.</summary>
    public int Repeat { get; init; } = DefaultRepeat;

    /// <summary>How long after the last step it starts again.</summary>
    public TimeSpan RepeatAfter { get; init; } = DefaultAfter;
}

/// <param name="After">Since the step before; zero for a first step at once.</param>
/// <param name="Notify">Names of receivers, people and schedules, as written. A receiver's name counts first.</param>
public sealed record EscalationStep(TimeSpan After, IReadOnlyList<string> Notify)
{
    /// <summary>Whether only one of the people is notified, another one for each incident.</summary>
    public bool RoundRobin { get; init; }
}
