using System.Runtime.CompilerServices;
using System.Text;
using Alerting.Aws;
using Alerting.Aws.State;
using Alerting.Functions.Calendars;
using Alerting.Functions.Handovers;
using Alerting.Functions.Heartbeats;
using Alerting.Functions.Metrics;
using Alerting.Grouping;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>
/// Runs every minute, wakes the groups that are due, and looks for missing heartbeats. The groups decide what to do.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html</remarks>
internal sealed class TickFunction
{
    /// <summary>Long enough for all groups woken by the same tick to contribute to a digest.</summary>
    public static readonly TimeSpan DigestGrace = TimeSpan.FromSeconds(90);

    /// <summary>
    /// How long a receiver's digest gathers what the groups of one tick send it at once. The tick looks again after that,
    /// because a page released from a silence does not wait for the next minute.
    /// </summary>
    public static readonly TimeSpan GatherTime = TimeSpan.FromSeconds(3);

    /// <summary>Leaves the groups time to process their wake-up, even if their function starts cold.</summary>
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromSeconds(6);

    private const int LooksAgain = 3;

    /// <summary>Two ticks of these are what the longest backlog needs to be woken within three minutes.</summary>
    private const int MostPerTick = 120_000;

    /// <summary>Sends side by side: a send waits for the network most of the time.</summary>
    private const int Senders = 16;

    /// <summary>Time to finish the sends that began.</summary>
    private static readonly TimeSpan StopsReadingBefore = TimeSpan.FromSeconds(4);

    private readonly TimeProvider _time;
    private readonly AwsBackend _backend;
    private readonly DynamoGroupStore _store;
    private readonly HeartbeatTick _heartbeats;
    private readonly OpenGroupsGauge _open;
    private readonly OverdueEscalationGauge _overdue;
    private readonly CalendarRefresh _calendars;
    private readonly HandoverTick _handovers;
    private readonly DueProgress _progress = new();

    public TickFunction(AlertingServices services)
    {
        _time = services.Time;
        _backend = services.RequireBackend();
        _store = _backend.Store(readsFiring: false);
        _heartbeats = new HeartbeatTick(services, _backend);
        _open = new OpenGroupsGauge(services, _store);
        _overdue = new OverdueEscalationGauge(services, _store);
        _calendars = new CalendarRefresh(services, new DynamoOnCall(_backend.Table));
        _handovers = new HandoverTick(services, _backend, _store);
    }

    /// <summary>Ignores the event's content and uses the current time.</summary>
    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        var heartbeats = _heartbeats.RunAsync(context);
        try
        {
            return await WakeAsync(context);
        }
        finally
        {
            await heartbeats;
        }
    }

    private async Task<Stream> WakeAsync(ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var woken = await WakeDueAsync(context, limit.Token);
        var refreshing = Task.WhenAll(_calendars.RunAsync(context.Logger, limit.Token),
            _handovers.RunAsync(context.Logger, limit.Token));
        await _overdue.MeasureAsync(_progress.TakeLate(), context.Logger, limit.Token);
        await _open.MeasureAsync(context.Logger, limit.Token);
        if (woken > 0)
        {
            context.Logger.LogInformation("Woke {count} groups", woken);
            await WakeDigestsAsync(context, limit.Token);
        }
        await refreshing;
        return new MemoryStream(Encoding.UTF8.GetBytes($$"""{"woken":{{woken}}}"""), writable: false);
    }

    /// <summary>
    /// Sends while it reads. What exceeds the bounds is left to the next tick, which goes on from there: groups that were
    /// woken stay due until their function gets to them.
    /// </summary>
    private async Task<int> WakeDueAsync(ILambdaContext context, CancellationToken cancellation)
    {
        var woken = 0;
        try
        {
            var sending = new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = cancellation };
            await Parallel.ForEachAsync(ReadWithinBoundsAsync(context, cancellation), sending,
                async (batch, stop) =>
            {
                await WakeAsync(batch, stop);
                Interlocked.Add(ref woken, batch.Count);
            });
            return woken;
        }
        catch
        {
            // It may not have sent all it read.
            _progress.Reset();
            throw;
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<GroupAddress>> ReadWithinBoundsAsync(
        ILambdaContext context, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var read = 0;
        await foreach (var batch in _store.ReadDueAsync(_time.GetUtcNow(), _progress, cancellation))
        {
            yield return batch;
            read += batch.Count;
            if (read >= MostPerTick || context.RemainingTime < StopsReadingBefore)
                yield break;
        }
    }

    private async Task WakeAsync(IEnumerable<GroupAddress> groups, CancellationToken cancellation) =>
        await _backend.Mailbox.SendAsync([.. groups.Select(address => new GroupEnvelope(address, new Wake()))],
            cancellation);

    private async Task WakeDigestsAsync(ILambdaContext context, CancellationToken cancellation)
    {
        for (var look = 0; look < LooksAgain && context.RemainingTime > 1.5 * LooksAgainAfter; look++)
        {
            await Task.Delay(LooksAgainAfter, _time, cancellation);
            await WakeAsync(await _store.DueDigestsAsync(_time.GetUtcNow(), cancellation), cancellation);
        }
    }
}
