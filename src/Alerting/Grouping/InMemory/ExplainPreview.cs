using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Routing;

namespace Alerting.Grouping.InMemory;

/// <summary>
/// Says what one event would lead to if nothing else happened: what is decided at once, and the messages it would become
/// later, each with its time.
/// </summary>
public static class ExplainPreview
{
    /// <summary>The end of a hold is within days; what comes later is not about this event any more.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(30);

    public static async Task<Trace> OfAsync(
        AlertingConfig config, IReadOnlyList<Signal> signals, DateTimeOffset at, CancellationToken cancellation)
    {
        var lasting = config with { Routes = Lasting(config.Routes) };
        var time = new SimulatedTime(at);
        var alerting = new LocalAlerting(lasting, time, new GroupRules(lasting) { AssumesNotified = true });
        var trace = await alerting.TakeAsync(signals, cancellation);
        alerting.CloseTraces();

        var until = Until(trace, at);
        while (alerting.NextWakeUp <= until)
        {
            time.MoveTo(alerting.NextWakeUp.Value);
            foreach (var notification in await alerting.WakeAsync(cancellation))
                trace.Add(notification with { IsHeld = true });
        }
        return trace;
    }

    private static DateTimeOffset Until(Trace trace, DateTimeOffset at)
    {
        var last = trace.Alerts.SelectMany(traced => traced.Decisions).Select(decision => decision.At).Append(at).Max();
        return last < at + Horizon ? last : at;
    }

    /// <summary>As if it still fired when its time comes, though its source may never say when it is over.</summary>
    private static IReadOnlyList<Route> Lasting(IReadOnlyList<Route> routes) =>
        [.. routes.Select(route => route with { ResolveAfter = Route.Never, Routes = Lasting(route.Routes) })];
}
