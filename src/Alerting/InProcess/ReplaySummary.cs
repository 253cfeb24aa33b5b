namespace Alerting.InProcess;

/// <summary>
/// The outcomes of the events of a replay; the four kinds add up to all events. <paramref name="Dead"/> is 0 unless
/// channels are down.
/// </summary>
public sealed record ReplaySummary(int Events, int Delivered, int Held, int Suppressed, int Dead)
{
    /// <summary>How many notifications are dead letters, even if another receiver got the alert.</summary>
    public int DeadLetters { get; init; }

    /// <summary>How many notifications are still to be tried again when the replay ends.</summary>
    public int Retrying { get; init; }
}
