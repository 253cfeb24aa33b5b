using System.Globalization;
using Alerting.Cli.Alarms.Reading;
using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>https://docs.aws.amazon.com/opensearch-service/latest/developerguide/cloudwatch-alarms.html</remarks>
internal static class Search
{
    private static readonly MissingData Down =
        MissingData.Reported("A running domain reports each minute; people should see when it does not.");

    public static Service OpenSearch { get; } = new("OpenSearch", "AWS/ES")
    {
        Types = ["AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain"],
        FromArn = arn => arn.After("es", "domain/"),
        FromProperties = Service.Named("DomainName"),
        Dimensions = domain => [new("DomainName", domain.Id), new("ClientId", TemplateText.Ref("AWS::AccountId"))],
        Recipes =
        [
            new("status red", Kpi.Uptime, "critical")
            {
                Metrics = [Maximum("red", "ClusterStatus.red")],
                Fires = Above(0, "0: a primary shard is lost, and with it a part of the data."),
                Within = Window.Minutes(1, of: 1),
                Missing = Down,
                Description = "{name} is red: a primary shard and its replicas are on no node. Do not restart " +
                    "it; look " +
                    "which index is red, and restore that from a snapshot.",
            },
            new("writes blocked", Kpi.Errors, "error")
            {
                Metrics = [Maximum("blocked", "ClusterIndexWritesBlocked")],
                Fires = Above(0, "0: the domain refuses to write, mostly for lack of storage or memory."),
                Within = Window.FiveMinutes,
                Missing = Down,
                Description = "{name} refuses writes. Look at its free storage and at JVMMemoryPressure.",
            },
            new("storage", Kpi.Utilisation, "warning")
            {
                Metrics = [Minimum("free", "FreeStorageSpace")],
                Fires = Below(domain => (VolumeSize(domain) / 4 ?? 5) * 1024,
                    "In MiB on the fullest node: a quarter of its volume if a template says it, else 5 GiB. " +
                    "Writes are " +
                    "blocked below a fifth, or 20 GiB."),
                Within = Window.FifteenMinutes,
                Missing = MissingData.Ignored("A gap neither fills nor empties a disk."),
                Description = "A node of {name} is nearly full. Delete old indices, or choose larger volumes.",
            },
        ],
    };

    private static double? VolumeSize(WatchedResource domain) =>
        Texts.Of(domain.Properties?["EBSOptions"], "VolumeSize") is { } text
        && double.TryParse(text, CultureInfo.InvariantCulture, out var size) ? size : null;
}
