using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html</remarks>
internal static class Caches
{
    private static readonly MissingData Down =
        MissingData.Reported("A running node reports each minute; people should see when it does not.");

    public static Service ElastiCache { get; } = new("ElastiCache", "AWS/ElastiCache")
    {
        Types = ["AWS::ElastiCache::CacheCluster"],
        FromArn = arn => arn.After("elasticache", "cluster:"),
        FromProperties = Service.Named("ClusterName"),
        Dimensions = Service.By("CacheClusterId"),
        Recipes =
        [
            new("CPU", Kpi.Utilisation, "warning")
            {
                Metrics = [Average("cpu", "CPUUtilization")],
                Fires = Above(90, "90 % for 15 min: requests begin to queue."),
                Within = Window.FifteenMinutes,
                Missing = Down,
                Description = "{name} has used more than 90 % of its CPU for 15 min. Look for expensive " +
                    "commands, such as KEYS.",
                AppliesTo = IsMemcached,
            },
            new("engine CPU", Kpi.Utilisation, "warning")
            {
                Metrics = [Average("cpu", "EngineCPUUtilization")],
                Fires = Above(90, "90 % for 15 min: one thread runs all commands, and they begin to queue."),
                Within = Window.FifteenMinutes,
                Missing = Down,
                Description = "{name} has used more than 90 % of its engine's CPU for 15 min. Look for expensive " +
                    "commands, such as KEYS, in its slow log.",
                AppliesTo = cache => !IsMemcached(cache),
            },
            new("memory", Kpi.Utilisation, "error")
            {
                Metrics = [Average("used", "DatabaseMemoryUsagePercentage")],
                Fires = Above(90, "90 %: at 100 % keys are evicted, or writes fail."),
                Within = Window.FifteenMinutes,
                Missing = Down,
                Description = "{name} is nearly full: keys will be evicted, or writes fail. Look for keys without an " +
                    "expiry, or choose larger nodes.",
                AppliesTo = cache => !IsMemcached(cache),
            },
            new("replica lag", Kpi.Throughput, "warning")
            {
                Metrics = [Maximum("seconds", "ReplicationLag")],
                Fires = Above(30, "30 s: readers see old data, and a failover would lose it."),
                Within = Window.Minutes(5, of: 5),
                Missing = MissingData.Good("Only a replica reports it."),
                Description = "The replica {name} is 30 s behind its primary. Look for more writes than it can follow.",
                AppliesTo = cache => cache.Properties is null,
            },
        ],
    };

    private static bool IsMemcached(WatchedResource cache) => cache.Text("Engine") == "memcached";
}
