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
                return [Told(message, name[Prefix.Length..], value.Scalar() ?? "a cluster")];
        }
        return null;
    }

    private Signal Told(EventMessage message, string what, string cluster)
    {
        var told = AwsEvent.Plain(message);
        var (kind, meaning) = Judge(what);
        // "FailoverComplete" is read aloud as "failover complete".
        return told.Signal(Source, cluster, $"ElastiCache {cluster}: {Wording.Words(what)}", $"{cluster}|{kind}",
            meaning) with
        {
            Facts = Facts(message, what),
            Links = Shown.Links(("Cluster", told.Console("elasticache", $"#/redis/{Uri.EscapeDataString(cluster)}"))),
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
    private static (string Kind, Meaning Meaning) Judge(string what)
    {
        foreach (var end in new[] { "Failed", "Error" })
        {
            if (what.EndsWith(end, StringComparison.Ordinal))
                return (what[..^end.Length], Meaning.Failure(what, "failed operations of a cache",
                    recovers: !what.Contains("Restore", StringComparison.Ordinal)));
        }
        if (what.EndsWith("Complete", StringComparison.Ordinal))
            return (what[..^"Complete".Length], Meaning.Recovery(what, "the operation completed"));
        if (what.EndsWith("Started", StringComparison.Ordinal))
            return (what[..^"Started".Length], Meaning.Worry(what, "nodes that are replaced"));
        return (what,
            what.EndsWith("Scheduled", StringComparison.Ordinal)
            || what.EndsWith("Rescheduled", StringComparison.Ordinal)
            ? Meaning.Worry(what, "planned replacements", recovers: false)
            : Meaning.News(what, "a cache's normal course"));
    }
}
