using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>
/// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html
/// </remarks>
internal static class Clusters
{
    public static Service Aurora { get; } = new("Aurora", "AWS/RDS")
    {
        Types = ["AWS::RDS::DBCluster"],
        FromArn = arn => arn.After("rds", "cluster:"),
        FromProperties = Service.Named("DBClusterIdentifier"),
        Dimensions = Service.By("DBClusterIdentifier"),
        Recipes =
        [
            new("storage", Kpi.Utilisation, "error")
            {
                Metrics = [Minimum("free", "AuroraVolumeBytesLeftTotal")],
                Fires = Below(10 * 1024 * DatabaseClass.Gibibyte,
                    "10 TiB of at most 128: a volume cannot grow beyond it."),
                Within = Window.FifteenMinutes,
                Missing = Disks.Unchanged,
                Description = "The volume of {name} reaches the most that Aurora can store. Delete or move data.",
            },
            new("days of storage left", Kpi.Utilisation, "warning")
            {
                Metrics = [Minimum("free", "AuroraVolumeBytesLeftTotal")],
                Expression = Disks.DaysLeft,
                Fires = Below(4, "4 days: a long weekend passes before somebody can move data."),
                Within = Disks.HalfADay,
                Missing = Disks.Unchanged,
                Description = "At the rate of the last half day the volume of {name} is full in less than 4 " +
                    "days. Find " +
                    "what grows.",
            },
            new("replica lag", Kpi.Throughput, "warning")
            {
                Metrics = [Maximum("milliseconds", "AuroraReplicaLagMaximum")],
                Fires = Above(2000, "2 s: Aurora's readers are usually some 20 ms behind."),
                Within = Window.Minutes(5, of: 5),
                Missing = MissingData.Good("A cluster without readers reports nothing."),
                Description = "A reader of {name} is 2 s behind the writer. Look for a long transaction, or " +
                    "more writes " +
                    "than it can follow.",
            },
        ],
    };
}
