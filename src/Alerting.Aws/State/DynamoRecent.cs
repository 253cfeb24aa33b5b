using System.Globalization;
using Alerting.Beside;

namespace Alerting.Aws.State;

/// <summary>A partition per account, an item per change and page in the order of time, kept for a day.</summary>
internal sealed class DynamoRecent(AlertingTable table) : IRecentRecords
{
    private const string Record = "record";

    private static readonly TimeSpan Retention = TimeSpan.FromDays(1);

    public Task AddAsync(RecentRecord record, CancellationToken cancellation) => table.PutAsync(
        new Item(Partition(record.Account), $"{Moment(record.At)}#{record.Incident ?? record.Key}")
            .With(Record, StoredJson.Write(record, StateJson.Default.RecentRecord)).Until(record.At + Retention),
        condition: null, cancellation);

    public async Task<IReadOnlyList<RecentRecord>> ReadAsync(
        string? account, DateTimeOffset first, DateTimeOffset last, CancellationToken cancellation)
    {
        string?[] accounts = account is null ? [null] : [account, null];
        var found = await Task.WhenAll(accounts.Select(each => table.QueryAsync(
            new Condition("#pk = :pk AND #sk BETWEEN :from AND :to")
                .Name("#pk", AlertingTable.PartitionKey).Name("#sk", AlertingTable.SortKey)
                // "$" follows "#".
                .Text(":pk", Partition(each)).Text(":from", Moment(first)).Text(":to", Moment(last) + "$"),
            index: null, cancellation)));
        return [.. found.SelectMany(items => items)
            .Select(item => StoredJson.Read(item.Attributes[Record], StateJson.Default.RecentRecord))];
    }

    private static string Partition(string? account) => "recent#" + (account ?? "-");

    /// <summary>In milliseconds, which sort as text until the year 2286.</summary>
    private static string Moment(DateTimeOffset time) =>
        Math.Max(0, time.ToUnixTimeMilliseconds()).ToString("D13", CultureInfo.InvariantCulture);
}
