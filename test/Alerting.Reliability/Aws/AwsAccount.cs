using System.Text.Json;
using Alerting.Reliability.Aws.Dynamo;
using Alerting.Reliability.Aws.Queues;

namespace Alerting.Reliability.Aws;

/// <summary>The queues and the table of a deployment, with the settings of template.yaml.</summary>
internal sealed class AwsAccount
{
    private static readonly TimeSpan LongestIndexDelay = TimeSpan.FromMilliseconds(500);

    public AwsAccount(TemplateSettings template, RunOptions options, TimeProvider time, Random random)
    {
        // Retention is days, so nothing expires here.
        var standard = new QueueSettings(TimeSpan.FromSeconds(30));
        Undelivered = new StandardQueue("undelivered", standard, null, time, random, () => false);
        UndeliveredGroups = new FifoQueue("undelivered-groups.fifo", standard with { IsFifo = true }, null, time);
        Groups = new FifoQueue("groups.fifo", new QueueSettings(template.VisibilityOf("GroupsQueue"),
            template.MaxReceivesOf("GroupsQueue"), IsFifo: true), UndeliveredGroups, time);
        StandardQueue Queue(string name, string resource) => new(name, new QueueSettings(
            template.VisibilityOf(resource), template.MaxReceivesOf(resource)), Undelivered, time, random,
            () => random.NextDouble() < options.Duplicates);
        Pages = Queue("pages", "PagesQueue");
        Deliveries = Queue("deliveries", "DeliveriesQueue");
        Table = new Table(time, () => LongestIndexDelay * Random.Shared.NextDouble());
    }

    public Queue Groups { get; }

    public Queue Pages { get; }

    public Queue Deliveries { get; }

    public Queue Undelivered { get; }

    public Queue UndeliveredGroups { get; }

    public Table Table { get; }

    public IReadOnlyList<Queue> Queues => [Groups, Pages, Deliveries, Undelivered, UndeliveredGroups];

    /// <summary>Groups with a wake-up before a moment. The index also lists past incidents, which wait for nothing.</summary>
    public IEnumerable<string> Due(DateTimeOffset before) => Table.All()
        .Where(item => item.TryGetValue("dueAt", out var due)
            && !AttributeValues.Text(item["dueShard"]).StartsWith("opened#", StringComparison.Ordinal)
            && AttributeValues.Decimal(due) < before.ToUnixTimeMilliseconds())
        .Select(item => string.Join(' ', item.Where(pair => pair.Key is "dueAt" or "v" or "key" or "state")
            .Select(pair => $"{pair.Key} {pair.Value}")));

    /// <summary>Lets the leases end that a process took.</summary>
    public void EndLeases(IEnumerable<(string Partition, string Sort)> keys)
    {
        foreach (var (partition, sort) in keys)
        {
            Table.Write([new TableWrite(partition, sort, _ => true, item => item.ContainsKey("lease")
                ? new Dictionary<string, JsonElement>(item) { ["lease"] = AttributeValues.Number("0") }
                : item.Count == 0 ? null : item)]);
        }
    }
}
