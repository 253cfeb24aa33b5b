using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>ElastiCache notifications: one field whose name is the event and whose value is the cluster.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCacheSNS.html</remarks>
internal sealed class ElastiCacheReader : ISourceReader
{
    private const string Prefix = "ElastiCache:";

    public string Source => "elasticache";

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (!message.IsObject)
            return null;
        foreach (var (name, value) in message.Json.EnumerateObject())
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
                return [Notice(message, name[Prefix.Length..], value.Scalar() ?? "a cluster")];
        }
        return null;
    }

    private Signal Notice(EventMessage message, string what, string cluster)
    {
        var awsEvent = AwsEvent.Plain(message);
        var (kind, outcome) = Judge(what);
        // "FailoverComplete" is read aloud as "failover complete".
        return awsEvent.Signal(Source, cluster, $"ElastiCache {cluster}: {Wording.Words(what)}", $"{cluster}|{kind}",
            outcome) with
        {
            Facts = Facts(message, what),
            Links = NonEmpty.Links(("Cluster", awsEvent.Console("elasticache", $"#/redis/{Uri.EscapeDataString(cluster)}"))),
        };
    }

    /// <summary>The other fields name nodes and the like.</summary>
    private static List<Fact> Facts(EventMessage message, string what) =>
        [.. message.Json.EnumerateObject().Where(field => field.Name != Prefix + what)
            .Select(field => (field.Name, Value: field.Value.Scalar())).Where(fact => fact.Value is not null)
            .Take(10).Select(fact => new Fact(fact.Name, fact.Value!))];

    /// <summary>
    /// An operation and how it went: <c>CacheClusterScalingFailed</c> is ended by <c>CacheClusterScalingComplete</c>.
    /// Only a restore has no such end.
    /// </summary>
    private static (string Kind, EventOutcome Meaning) Judge(string what)
    {
        foreach (var end in new[] { "Failed", "Error" })
        {
            if (what.EndsWith(end, StringComparison.Ordinal))
                return (what[..^end.Length], EventOutcome.Failure(what, "failed operations of a cache",
                    recovers: !what.Contains("Restore", StringComparison.Ordinal)));
        }
        if (what.EndsWith("Complete", StringComparison.Ordinal))
            return (what[..^"Complete".Length], EventOutcome.Recovery(what, "the operation completed"));
        if (what.EndsWith("Started", StringComparison.Ordinal))
            return (what[..^"Started".Length], EventOutcome.Warning(what, "nodes that are replaced"));
        return (what,
            what.EndsWith("Scheduled", StringComparison.Ordinal)
            || what.EndsWith("Rescheduled", StringComparison.Ordinal)
            ? EventOutcome.Warning(what, "planned replacements", recovers: false)
            : EventOutcome.Informational(what, "a cache's normal course"));
    }
}
