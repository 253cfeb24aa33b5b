namespace Alerting.Sources.AwsServices;

/// <summary>
/// Classifies about two hundred RDS events. Events that come in pairs are known by number, so one resolves the other;
/// the rest is classified by category and text.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html</remarks>
internal static class RdsEvents
{
    /// <param name="id"><c>RDS-EVENT-0013</c></param>
    /// <param name="text">The message of the event.</param>
    /// <param name="categories">Empty if the transport carries none.</param>
    public static (string Kind, EventOutcome Outcome) Classify(string? id, string text,
        IReadOnlyList<string> categories)
    {
        var state = id ?? "unknown";
        return Number(id) switch
        {
            // Multi-AZ and Aurora failover: started, completed, failed.
            "0013" or "0050" or "0070" or "0072" or "0073" => ("failover", EventOutcome.Warning(state, "failovers")),
            "0015" or "0049" or "0051" or "0065" or "0071" =>
                ("failover", EventOutcome.Recovery(state, "the failover completed")),
            "0034" or "0069" =>
                ("failover", EventOutcome.Failure(state, "failed failovers", recovers: false)),
            // Recovery of an instance.
            "0020" or "0052" => ("recovery", EventOutcome.Warning(state, "recoveries")),
            "0021" or "0053" => ("recovery", EventOutcome.Recovery(state, "the recovery completed")),
            // Storage: full, nearly full, added.
            "0007" or "0221" => ("storage", EventOutcome.Failure(state, "databases out of storage")),
            "0089" or "0222" => ("storage", EventOutcome.Warning(state, "databases low on storage")),
            "0017" or "0217" => ("storage", EventOutcome.Recovery(state, "storage was added")),
            // Shutdowns and restarts, resolved once the database is running.
            "0004" or "0087" => ("availability", EventOutcome.Warning(state, "database shutdowns")),
            "0006" or "0088" => ("availability", EventOutcome.Recovery(state, "the database is running")),
            "0022" or "0031" or "0035" or "0036" =>
                ("availability", EventOutcome.Failure(state, "database failures")),
            "0045" or "0046" => ("replication", Replication(state)),
            _ => (state, ClassifyByText(state, text, categories)),
        };
    }

    /// <summary>A title for events without a useful message.</summary>
    public static string? ShortText(string? id) => Number(id) switch
    {
        "0013" => "failover started",
        "0015" or "0049" => "failover completed",
        "0007" => "out of storage",
        "0006" => "restarted",
        "0004" => "shut down",
        _ => null,
    };

    private static EventOutcome Replication(string state) => state.EndsWith("0046", StringComparison.Ordinal)
        ? EventOutcome.Recovery(state, "replication resumed")
        : EventOutcome.Warning(state, "stopped replication");

    private static EventOutcome ClassifyByText(string state, string text, IReadOnlyList<string> categories)
    {
        bool HasCategory(string category) => categories.Contains(category, StringComparer.OrdinalIgnoreCase);
        bool TextContains(string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
        if (HasCategory("failure") || HasCategory("low storage")
            || TextContains("failed") || TextContains("failure") || TextContains("incompatible"))
        {
            return EventOutcome.Failure(state, "database failures", recovers: false);
        }
        if (HasCategory("security") || TextContains("unable to") || TextContains("error")
            || TextContains("low ") || TextContains("exceed"))
        {
            return EventOutcome.Warning(state, "database warnings", recovers: false);
        }
        return EventOutcome.Informational(state, "routine database event");
    }

    private static string? Number(string? id) =>
        id?.StartsWith("RDS-EVENT-", StringComparison.Ordinal) == true ? id["RDS-EVENT-".Length..].Trim() : null;
}
