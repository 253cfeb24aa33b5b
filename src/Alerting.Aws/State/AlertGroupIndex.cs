using Alerting.Grouping;
using Alerting.Grouping.Storage;

namespace Alerting.Aws.State;

/// <summary>The groups in which each alert fires: a partition per alert, an item per group, kept while it fires.</summary>
/// <remarks>And after a person closed it, because its source goes on sending it.</remarks>
internal sealed class AlertGroupIndex(AlertingTable table, TimeProvider time)
{
    private const string Key = "key";
    private const string Route = "route";

    public async Task<IReadOnlyList<GroupAddress>> FindAsync(string fingerprint, CancellationToken cancellation)
    {
        var items = await table.QueryAsync(Condition.Partition(Partition(fingerprint)), index: null, cancellation);
        return [.. items.Select(item => new GroupAddress(item.Text(Key)!, item.Text(Route)!))];
    }

    public Task UpdateAsync(GroupAddress group, AlertGroupChange change, CancellationToken cancellation)
    {
        var (partition, sort) = (Partition(change.Fingerprint), KeyHash.Of(group.Key));
        if (!change.IsFiring)
            return table.DeleteAsync(partition, sort, cancellation);
        var item = new Item(partition, sort).With(Key, group.Key).With(Route, group.RouteId);
        return table.PutAsync(
            change.IsClosed ? item.Until(time.GetUtcNow() + ClosedAlerts.Memory) : item, condition: null, cancellation);
    }

    private static string Partition(string fingerprint) => "alert#" + fingerprint;
}
