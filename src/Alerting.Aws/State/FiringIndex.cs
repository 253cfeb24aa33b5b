using Alerting.Grouping.Storage;
using Alerting.Silencing;

namespace Alerting.Aws.State;

/// <summary>The firing alerts that inhibit rules may refer to, all in one partition.</summary>
internal sealed class FiringIndex(AlertingTable table, TimeProvider time)
{
    private const string Partition = "firing";
    private const string Json = "alert";

    /// <summary>
    /// An alert that fires for weeks must keep inhibiting others; one that is never resolved must not do so forever.
    /// </summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    /// <summary>Consistent: what this process wrote before is among them.</summary>
    public async Task<FiringAlertSet> ListAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var items = await table.QueryAsync(
            Condition.Partition(Partition), index: null, cancellation, isConsistent: true);
        // DynamoDB removes expired items only within days.
        return [.. items.Where(item => item.Whole(AlertingTable.Expires) is not { } end || end > now)
            .Select(item => StoredJson.Read(item.Attributes[Json], GroupJson.Compact.FiringAlert))];
    }

    public Task ApplyAsync(FiringChange change, CancellationToken cancellation)
    {
        var sort = $"{KeyHash.Of(change.GroupKey)}#{change.Fingerprint}";
        if (change.Alert is not { } alert)
            return table.DeleteAsync(Partition, sort, cancellation);
        var item = new Item(Partition, sort).With(Json, StoredJson.Write(alert, GroupJson.Compact.FiringAlert));
        return table.PutAsync(item.Until(time.GetUtcNow() + Retention), condition: null, cancellation);
    }
}
