namespace Alerting.Sources.AwsServices;

/// <summary>
/// What the some two hundred RDS events mean. The few with a beginning and an end are known by number, so that the
/// end resolves the beginning; the rest by category and wording.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html</remarks>
internal static class RdsEvents
{
    /// <param name="id"><c>RDS-EVENT-0013</c></param>
    /// <param name="text">The message of the event.</param>
    /// <param name="categories">Empty where the road carries none.</param>
    public static (string Kind, EventOutcome Meaning) Judge(string? id, string text, IReadOnlyList<string> categories)
    {
        var state = id ?? "unknown";
        return Number(id) switch
        {
            // Multi-AZ and Aurora failover: begun; done; could not be done.
            "0013" or "0050" or "0070" or "0072" or "0073" => ("failover", EventOutcome.Warning(state, "failovers")),
            "0015" or "0049" or "0051" or "0065" or "0071" =>
                ("failover", EventOutcome.Recovery(state, "the failover completed")),
            "0034" or "0069" =>
                ("failover", EventOutcome.Failure(state, "failovers that could not be done", recovers: false)),
            // Recovery of an instance.
            "0020" or "0052" => ("recovery", EventOutcome.Warning(state, "recoveries")),
            "0021" or "0053" => ("recovery", EventOutcome.Recovery(state, "the recovery completed")),
            // Storage: full, nearly full, more given.
            "0007" or "0221" => ("storage", EventOutcome.Failure(state, "databases out of storage")),
            "0089" or "0222" => ("storage", EventOutcome.Warning(state, "databases low on storage")),
            "0017" or "0217" => ("storage", EventOutcome.Recovery(state, "storage was added")),
            // Up and down: stopped or restarting is told, and is over once it runs.
            "0004" or "0087" => ("availability", EventOutcome.Warning(state, "databases that are shut down")),
            "0006" or "0088" => ("availability", EventOutcome.Recovery(state, "the database runs")),
            "0022" or "0031" or "0035" or "0036" =>
                ("availability", EventOutcome.Failure(state, "failures of a database")),
            "0045" or "0046" => ("replication", OfReplication(state)),
            _ => (state, ByWords(state, text, categories)),
        };
    }

    /// <summary>A sentence for the events whose message is none.</summary>
    public static string? Plainly(string? id) => Number(id) switch
    {
        "0013" => "failover started",
        "0015" or "0049" => "failover completed",
        "0007" => "out of storage",
        "0006" => "restarted",
        "0004" => "shut down",
        _ => null,
    };

    private static EventOutcome OfReplication(string state) => state.EndsWith("0046", StringComparison.Ordinal)
        ? EventOutcome.Recovery(state, "replication resumed")
        : EventOutcome.Warning(state, "replication that stopped");

    private static EventOutcome ByWords(string state, string text, IReadOnlyList<string> categories)
    {
        bool In(string category) => categories.Contains(category, StringComparer.OrdinalIgnoreCase);
        bool Says(string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
        if (In("failure") || In("low storage") || Says("failed") || Says("failure") || Says("incompatible"))
            return EventOutcome.Failure(state, "failures of a database", recovers: false);
        if (Says("unable to") || Says("error") || Says("low ") || Says("exceed") || In("security"))
            return EventOutcome.Warning(state, "warnings of a database", recovers: false);
        return EventOutcome.Informational(state, "a database's normal course");
    }

    private static string? Number(string? id) =>
        id?.StartsWith("RDS-EVENT-", StringComparison.Ordinal) == true ? id["RDS-EVENT-".Length..].Trim() : null;
}
