namespace Alerting.Cli.Why;

/// <summary>One thing that happened to an alert, or that was decided about it.</summary>
/// <param name="Kind"><c>event</c>, <c>decision</c>, <c>delivery</c> or <c>answer</c>.</param>
/// <param name="Code">A reason code, as a text: a log may have codes of a later version.</param>
internal sealed record WhyEntry(DateTimeOffset At, string Kind, string Code, string Text)
{
    /// <summary>Null if it is about the whole incident.</summary>
    public string? Alert { get; init; }

    /// <summary>The incident's id; null for what became no incident, and for what only the log knows.</summary>
    public string? Incident { get; init; }

    /// <summary>The key of the group.</summary>
    public string? Group { get; init; }

    public IReadOnlyList<string> To { get; init; } = [];

    public string? Channel { get; init; }

    /// <summary>Who answered.</summary>
    public string? By { get; init; }

    public bool IsFromLog { get; init; }

    /// <summary>Of an event.</summary>
    public bool IsFiring { get; init; }
}

/// <summary>What an alert's record or its log says.</summary>
/// <param name="Entries">In the order in which it happened.</param>
/// <param name="Names">The alerts that were seen, for a name that nothing matches.</param>
/// <param name="Source">What was read, as a sentence.</param>
internal sealed record WhyRead(IReadOnlyList<WhyEntry> Entries, IReadOnlyCollection<string> Names, string Source)
{
    /// <summary>What could not be read, as a sentence.</summary>
    public string? Problem { get; init; }

    public bool IsFailed => Source.Length == 0 && Problem is not null;

    public static WhyRead Empty { get; } = new([], [], "");

    public static WhyRead Failed(string problem) => new([], [], "") { Problem = problem };
}
