using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html</remarks>
internal static class Databases
{
    private const double Gibibyte = DatabaseClass.Gibibyte;

    private static readonly MissingData Down =
        MissingData.Reported("A running database reports each minute; people should see when it does not.");

    public static Service Instance { get; } = new("RDS", "AWS/RDS")
    {
        Types = ["AWS::RDS::DBInstance"],
        FromArn = arn => arn.After("rds", "db:"),
        FromProperties = Service.Named("DBInstanceIdentifier"),
        Dimensions = Service.By("DBInstanceIdentifier"),
        Recipes =
        [
            new("CPU", Kpi.Utilisation, "warning")
            {
                Metrics = [Average("cpu", "CPUUtilization")],
                Fires = Above(90, "90 % for 15 min: queries begin to queue."),
                Within = Window.FifteenMinutes,
                Missing = Down,
                Description = "{name} has used more than 90 % of its CPU for 15 min. Look for the slowest queries in " +
                    "Performance Insights.",
            },
            new("storage", Kpi.Utilisation, "error")
            {
                Metrics = [Minimum("free", "FreeStorageSpace")],
                Fires = Below(database => (database.Number("AllocatedStorage") is { } size ? size / 10 : 5) * Gibibyte,
                    "A tenth of the allocated storage if a template says it, else 5 GiB: a full disk stops the " +
                    "database."),
                Within = Window.Minutes(5, of: 5),
                Missing = Disks.Unchanged,
                Description = "The disk of {name} is nearly full, and a full one stops the database. Allocate more " +
                    "storage; then look for what grew: logs, temporary tables, replication slots.",
                AppliesTo = database => !IsAurora(database),
            },
            new("days of storage left", Kpi.Utilisation, "warning")
            {
                Metrics = [Minimum("free", "FreeStorageSpace")],
                Expression = Disks.DaysLeft,
                Fires = Below(4, "4 days: a long weekend passes before somebody can allocate more."),
                Within = Disks.HalfADay,
                Missing = Disks.Unchanged,
                Description = "At the rate of the last half day the disk of {name} is full in less than 4 days. Find " +
                    "what grows, or allocate more storage.",
                AppliesTo = database => !IsAurora(database),
            },
            new("memory", Kpi.Utilisation, "warning")
            {
                Metrics = [Average("free", "FreeableMemory")],
                Fires = Below(database => (DatabaseClass.Memory(database) is { } size ? size / 20 : 0.125) * Gibibyte,
                    "A twentieth of the class's memory if a template says it, else 128 MiB: below it the " +
                    "database swaps."),
                Within = Window.FifteenMinutes,
                Missing = Down,
                Description = "{name} runs out of memory. Look for queries that sort or join too much and for " +
                    "too many " +
                    "connections, or choose a larger class.",
            },
            new("connections", Kpi.Utilisation, "warning")
            {
                Metrics = [Maximum("connections", "DatabaseConnections")],
                Fires = Above(database => DatabaseClass.Connections(database) * 0.8,
                    "80 % of the connections that the class allows by default: at 100 % the next one is refused."),
                Within = Window.FifteenMinutes,
                Missing = Down,
                Description = "{name} has nearly as many connections as its class allows. Look for a client " +
                    "that does " +
                    "not close them, or put RDS Proxy before it.",
            },
            new("unusually many connections", Kpi.Utilisation, "warning")
            {
                Metrics = [Maximum("connections", "DatabaseConnections")],
                Fires = AboveUsual(4, "How many are allowed depends on the class, which the input does not say: " +
                    "so far " +
                    "above what is usual at this hour."),
                Within = Window.FifteenMinutes,
                Missing = Down,
                Description = "{name} has far more connections than usual. Look for a client that does not close them.",
                AppliesTo = database => DatabaseClass.Connections(database) is null,
            },
            new("replica lag", Kpi.Throughput, "warning")
            {
                Metrics = [Maximum("seconds", "ReplicaLag")],
                Fires = Above(300, "5 minutes: readers see old data, and a failover would lose it."),
                Within = Window.Minutes(5, of: 5),
                Missing = MissingData.Good("Only a read replica reports it."),
                Description = "The replica {name} is 5 min behind its source. Look for a long query on the " +
                    "replica, or " +
                    "more writes than it can follow.",
                AppliesTo = database => database.Properties is null
                    || database.Properties["SourceDBInstanceIdentifier"] is not null,
            },
        ],
    };

    private static bool IsAurora(WatchedResource database) =>
        database.Text("Engine")?.StartsWith("aurora", StringComparison.Ordinal) == true
        || database.Properties?["DBClusterIdentifier"] is not null;
}
