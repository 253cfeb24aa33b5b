using Alerting.Alerts;

namespace Alerting.Sources.AwsServices;

/// <summary>ElastiCache notifications: a field with the event as its name and the cluster as its value.</summary>
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
        var (kind, outcome) = Classify(what);
        return awsEvent.Signal(Source, cluster, $"ElastiCache {cluster}: {Wording.Words(what)}", $"{cluster}|{kind}",
            outcome) with
        {
            Facts = Facts(message, what),
            Links = NonEmpty.Links(
                ("Cluster", awsEvent.Console("elasticache", $"#/redis/{Uri.EscapeDataString(cluster)}"))),
        };
    }

    /// <summary>The other fields, such as nodes.</summary>
    private static List<Fact> Facts(EventMessage message, string what) =>
        [.. message.Json.EnumerateObject().Where(field => field.Name != Prefix + what)
            .Select(field => (field.Name, Value: field.Value.Scalar())).Where(fact => fact.Value is not null)
            .Take(10).Select(fact => new Fact(fact.Name, fact.Value!))];

    /// <summary>
    /// <c>CacheClusterScalingComplete</c> resolves <c>CacheClusterScalingFailed</c>. Only restores have no such event.
    /// </summary>
    private static (string Kind, EventOutcome Outcome) Classify(string what)
    {
        foreach (var end in new[] { "Failed", "Error" })
        {
            if (what.EndsWith(end, StringComparison.Ordinal))
            {
                return (what[..^end.Length], EventOutcome.Failure(what, "failed cache operations",
                    recovers: !what.Contains("Restore", StringComparison.Ordinal)));
            }
        }
        if (what.EndsWith("Complete", StringComparison.Ordinal))
            return (what[..^"Complete".Length], EventOutcome.Recovery(what, "the operation completed"));
        if (what.EndsWith("Started", StringComparison.Ordinal))
            return (what[..^"Started".Length], EventOutcome.Warning(what, "node replacements"));
        return (what,
            what.EndsWith("Scheduled", StringComparison.Ordinal)
            || what.EndsWith("Rescheduled", StringComparison.Ordinal)
            ? EventOutcome.Warning(what, "planned replacements", recovers: false)
            : EventOutcome.Informational(what, "routine cache event"));
    }
}
