using Alerting.OnCall;

namespace Alerting.Aws.State;

/// <summary>
/// Overrides of schedules and the copies of their calendars: all in one partition, because there are only tens of them
/// and a step of a group needs them all.
/// </summary>
public sealed class DynamoOnCall(AlertingTable table)
{
    internal const string Partition = "oncall";
    private const string Override = "override";
    private const string Calendar = "calendar";
    private const string Holidays = "holidays";

    /// <summary>Ended overrides can be shown for three months.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    public async Task<OnCallRecords> ListAsync(CancellationToken cancellation) =>
        Read(await table.QueryAsync(Condition.Partition(Partition), index: null, cancellation));

    internal static OnCallRecords Read(IReadOnlyList<Item> items) => items.Count == 0 ? OnCallRecords.Empty
        : new OnCallRecords(
            [.. items.Where(item => item.Attributes.ContainsKey(Override))
                .Select(item => StoredJson.Read(item.Attributes[Override], StateJson.Default.ScheduleOverride))],
            [.. items.Where(item => item.Attributes.ContainsKey(Calendar))
                .Select(item => StoredJson.Read(item.Attributes[Calendar], StateJson.Default.CalendarCopy))])
            {
                Holidays = [.. items.Where(item => item.Attributes.ContainsKey(Holidays))
                    .Select(item => StoredJson.Read(item.Attributes[Holidays], StateJson.Default.CalendarCopy))],
            };

    /// <summary>Adds an override or replaces the one with the same id.</summary>
    public Task PutAsync(ScheduleOverride added, CancellationToken cancellation) => table.PutAsync(
        new Item(Partition, $"{Override}#{added.Id}")
            .With(Override, StoredJson.Write(added, StateJson.Default.ScheduleOverride)).Until(added.To + Retention),
        condition: null, cancellation);

    public Task PutAsync(CalendarCopy copy, CancellationToken cancellation) => table.PutAsync(
        new Item(Partition, $"{Calendar}#{copy.Schedule}")
            .With(Calendar, StoredJson.Write(copy, StateJson.Default.CalendarCopy)),
        condition: null, cancellation);

    /// <summary>The copy of a time interval's calendar.</summary>
    public Task PutHolidaysAsync(CalendarCopy copy, CancellationToken cancellation) => table.PutAsync(
        new Item(Partition, $"{Holidays}#{copy.Schedule}")
            .With(Holidays, StoredJson.Write(copy, StateJson.Default.CalendarCopy)),
        condition: null, cancellation);

    public Task RemoveAsync(ScheduleOverride removed, CancellationToken cancellation) =>
        table.DeleteAsync(Partition, $"{Override}#{removed.Id}", cancellation);
}
