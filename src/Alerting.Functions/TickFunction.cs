using System.Text;
using Alerting.Aws;
using Alerting.Aws.State;
using Alerting.Functions.Calendars;
using Alerting.Functions.Metrics;
using Alerting.Grouping;
using Amazon.Lambda.Core;

namespace Alerting.Functions;

/// <summary>Runs every minute and wakes the groups that are due. They decide what to do.</summary>
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

    private readonly TimeProvider _time;
    private readonly AwsBackend _backend;
    private readonly DynamoGroupStore _store;
    private readonly OpenGroupsGauge _open;
    private readonly CalendarRefresh _calendars;

    public TickFunction(AlertingServices services)
    {
        _time = services.Time;
        _backend = services.RequireBackend();
        _store = _backend.Store(readsFiring: false);
        _open = new OpenGroupsGauge(services, _store);
        _calendars = new CalendarRefresh(services, new DynamoOnCall(_backend.Table));
    }

    /// <summary>Ignores the event's content and uses the current time.</summary>
    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var due = await _store.DueAsync(_time.GetUtcNow(), limit.Token);
        await _backend.Mailbox.SendAsync([.. due.Select(address => new GroupEnvelope(address, new Wake()))],
            limit.Token);
        var refreshing = _calendars.RunAsync(context.Logger, limit.Token);
        await _open.MeasureAsync(context.Logger, limit.Token);
        if (due.Count > 0)
        {
            context.Logger.LogInformation("Woke {count} groups", due.Count);
            await WakeDigestsAsync(context, limit.Token);
        }
        await refreshing;
        return new MemoryStream(Encoding.UTF8.GetBytes($$"""{"woken":{{due.Count}}}"""), writable: false);
    }

    private async Task WakeDigestsAsync(ILambdaContext context, CancellationToken cancellation)
    {
        for (var look = 0; look < LooksAgain && context.RemainingTime > 1.5 * LooksAgainAfter; look++)
        {
            await Task.Delay(LooksAgainAfter, _time, cancellation);
            var due = await _store.DueAsync(_time.GetUtcNow(), cancellation);
            var digests = due.Where(address => address.IsDigest);
            await _backend.Mailbox.SendAsync([.. digests.Select(address => new GroupEnvelope(address, new Wake()))],
                cancellation);
        }
    }
}
