using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Routing;

namespace Alerting.InProcess;

/// <summary>
/// Previews what one event leads to if nothing else happens: the decisions now, and the later notifications with their
/// times.
/// </summary>
public static class ExplainPreview
{
    /// <summary>A hold ends within days; anything later does not concern this event.</summary>
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

    /// <summary>Disables auto-resolve, so the alert still fires when its hold ends.</summary>
    private static IReadOnlyList<Route> Lasting(IReadOnlyList<Route> routes) =>
        [.. routes.Select(route => route with { ResolveAfter = Route.Never, Routes = Lasting(route.Routes) })];
}
