namespace Alerting.Reliability.Accounting;

/// <summary>What became of every event of a run, and of every promise.</summary>
internal sealed record Account
{
    public required int Events { get; init; }

    /// <summary>Events that a message on at least one target was about.</summary>
    public required int Delivered { get; init; }

    /// <summary>Events without a message, by the code of the decision.</summary>
    public required IReadOnlyDictionary<string, int> Suppressed { get; init; }

    public required int DeadLettered { get; init; }

    /// <summary>Events still in a queue when the run's patience ended.</summary>
    public required int Held { get; init; }

    /// <summary>
    /// Events without a message, a dead letter or a decision on record, even if people know a later state of the alarm.
    /// </summary>
    public required IReadOnlyList<string> Lost { get; init; }

    /// <summary>Alarms on a target, and pagers' incidents, that people believe to be in another state than they are.</summary>
    public required IReadOnlyList<string> LastMessageFalse { get; init; }

    /// <summary>Alarms on a target that were notified of at all.</summary>
    public required int Told { get; init; }

    /// <summary>Messages about an older event after one about a newer.</summary>
    public required IReadOnlyList<string> OutOfOrder { get; init; }

    /// <summary>Messages that a target got again, while the table could have prevented it.</summary>
    public required IReadOnlyList<string> Duplicates { get; init; }

    /// <summary>Messages that a target got again because the table was away for one of them.</summary>
    public required IReadOnlyList<string> DuplicatesInOutage { get; init; }

    /// <summary>Resolved messages on targets that were never notified that the alarm fires.</summary>
    public required IReadOnlyList<string> ResolvedUnasked { get; init; }

    public required int Kills { get; init; }

    /// <summary>From the event to its first message, of pages that opened an incident.</summary>
    public required Latency Pages { get; init; }

    /// <summary>From the event to the message on each target.</summary>
    public required Latency PagesOnEachTarget { get; init; }

    /// <summary>What neither the AWS server nor a channel understood.</summary>
    public required IReadOnlyList<string> Malformed { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>Whether the promises were kept.</summary>
    public bool Keeps => Lost.Count == 0 && Held == 0 && LastMessageFalse.Count == 0 && Duplicates.Count <= Kills
        && Malformed.Count == 0;
}

internal sealed record Latency(int Count, TimeSpan Median, TimeSpan P99, TimeSpan Max)
{
    public static Latency Of(IEnumerable<TimeSpan> all)
    {
        var sorted = all.Order().ToArray();
        return sorted.Length == 0
            ? new Latency(0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero)
            : new Latency(sorted.Length, At(0.5), At(0.99), sorted[^1]);

        TimeSpan At(double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }
}
