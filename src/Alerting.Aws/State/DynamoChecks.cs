using Alerting.Checks;

namespace Alerting.Aws.State;

/// <summary>The states of all checks, in one partition.</summary>
public sealed class DynamoChecks(AlertingTable table)
{
    private const string Partition = "checks";
    private const string Json = "check";

    public async Task<IReadOnlyDictionary<string, CheckState>> ListAsync(CancellationToken cancellation) =>
        (await table.QueryAsync(Condition.Partition(Partition), index: null, cancellation)).ToDictionary(
            item => item.Text(AlertingTable.SortKey)!,
            item => StoredJson.Read(item.Attributes[Json], StateJson.Default.CheckState), StringComparer.Ordinal);

    public Task SaveAsync(string name, CheckState state, CancellationToken cancellation) => table.PutAsync(
        new Item(Partition, name).With(Json, StoredJson.Write(state, StateJson.Default.CheckState)),
        condition: null, cancellation);

    public Task DeleteAsync(string name, CancellationToken cancellation) =>
        table.DeleteAsync(Partition, name, cancellation);
}
