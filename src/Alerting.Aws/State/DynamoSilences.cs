using Alerting.Grouping.Storage;
using Alerting.Silencing;

namespace Alerting.Aws.State;

/// <summary>All silences are in one partition, because there are only tens of them.</summary>
public sealed class DynamoSilences(AlertingTable table)
{
    private const string Partition = "silences";
    private const string Json = "silence";

    /// <summary>Expired silences can be listed for a week.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    public async Task<IReadOnlyList<Silence>> ListAsync(CancellationToken cancellation)
    {
        var items = await table.QueryAsync(Condition.Partition(Partition), index: null, cancellation);
        return [.. items.Select(item => StoredJson.Read(item.Attributes[Json], GroupJson.Compact.Silence))];
    }

    public async Task<Silence?> FindAsync(string id, CancellationToken cancellation) =>
        await table.GetAsync(Partition, id, cancellation) is { } item
            ? StoredJson.Read(item.Attributes[Json], GroupJson.Compact.Silence)
            : null;

    /// <summary>Throws if writing is not permitted, and changes nothing: no silence has this id.</summary>
    public Task TryWritingAsync(CancellationToken cancellation) => table.PutAsync(new Item(Partition, "-"),
        new Condition("attribute_exists(#json)").Name("#json", Json), cancellation);

    /// <summary>Adds a silence or replaces the one with the same id.</summary>
    public Task PutAsync(Silence silence, CancellationToken cancellation) => table.PutAsync(
        new Item(Partition, silence.Id).With(Json, StoredJson.Write(silence, GroupJson.Compact.Silence))
            .Until(silence.EndsAt + Retention),
        condition: null, cancellation);
}
