using Alerting.Aws;
using Alerting.Aws.State;
using Alerting.Deliveries;
using Alerting.OnCall;

namespace Alerting.Functions.Calendars;

/// <summary>The copies of the calendars of time intervals, read from the table as often as secrets are.</summary>
internal sealed class HolidayCopies(AwsBackend backend, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeptWhileAway = TimeSpan.FromSeconds(30);

    private IReadOnlyDictionary<string, CalendarCopy> _copies = None;
    private DateTimeOffset _next;

    public static IReadOnlyDictionary<string, CalendarCopy> None { get; } = new Dictionary<string, CalendarCopy>();

    /// <summary>The same object until an event changes. Without the table, those that were read last.</summary>
    public async ValueTask<IReadOnlyDictionary<string, CalendarCopy>> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now < _next)
            return _copies;
        try
        {
            var read = (await new DynamoOnCall(backend.Table).ListAsync(cancellation)).Holidays
                .ToDictionary(copy => copy.Schedule, StringComparer.Ordinal);
            if (read.Count != _copies.Count || read.Values.Any(IsNew))
                _copies = read;
            _next = now + KeptFor;
        }
        catch (StateUnavailableException)
        {
            _next = now + KeptWhileAway;
        }
        return _copies;
    }

    private bool IsNew(CalendarCopy copy) => !_copies.TryGetValue(copy.Schedule, out var known)
        || known.IsMissing != copy.IsMissing || !known.Shifts.SequenceEqual(copy.Shifts);
}
