using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.OnCall;
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
        AlertingConfig config, IReadOnlyList<Signal> signals, DateTimeOffset at, CancellationToken cancellation,
        OnCallRecords? onCall = null)
    {
        var lasting = config with { Routes = Lasting(config.Routes) };
        var time = new SimulatedTime(at);
        var alerting = new LocalAlerting(lasting, time, new GroupRules(lasting) { AssumesNotified = true },
            new InMemoryGroupStore { OnCall = onCall ?? OnCallRecords.Empty });
        var trace = await alerting.TakeAsync(signals, cancellation);
        var decided = trace.Alerts.Select(traced => traced.Decisions.Count).ToArray();

        var until = Until(trace, at);
        while (alerting.NextWakeUp <= until)
        {
            time.MoveTo(alerting.NextWakeUp.Value);
            foreach (var notification in await alerting.WakeAsync(cancellation))
                trace.Add(notification with { IsHeld = true });
        }
        return Settled(trace, decided);
    }

    /// <summary>
    /// The first decisions, unless the alert or a receiver is left out when the time comes. Of an end it is not known
    /// whether anyone was notified of its beginning.
    /// </summary>
    private static Trace Settled(Trace trace, int[] decided)
    {
        var settled = new Trace();
        foreach (var (index, traced) in trace.Alerts.Index())
        {
            var copy = settled.Add(traced.Alert);
            var first = Standing(traced.Decisions.Take(decided[index]).ToArray());
            var later = traced.Decisions.Skip(decided[index]).Where(each =>
                each.Action == DecisionAction.Suppress || !first.Any(decision => AreAlike(decision, each))).ToArray();
            foreach (var decision in first.Where(each => each.Action == DecisionAction.Suppress
                || !later.Any(changed => AreAlike(changed, each))).Concat(later))
            {
                copy.Add(traced.Alert.IsFiring || decision.Action == DecisionAction.Suppress
                    ? decision : decision with { Reason = IfNotified(decision.Reason) });
            }
        }
        foreach (var notification in trace.Notifications)
            settled.Add(notification);
        return settled;
    }

    /// <summary>Without promises taken back at once, as by a rate limit.</summary>
    private static Decision[] Standing(Decision[] decisions) =>
        [.. decisions.Where((decision, index) => decision.Action == DecisionAction.Suppress
            || !decisions.Skip(index + 1).Any(later => AreAlike(later, decision)))];

    private static bool AreAlike(Decision one, Decision other) =>
        (one.GroupKey, one.Receiver) == (other.GroupKey, other.Receiver);

    private static Reason IfNotified(Reason reason) =>
        reason with { Text = $"{reason.Text.TrimEnd('.')}, if it was notified that it fired." };

    private static DateTimeOffset Until(Trace trace, DateTimeOffset at)
    {
        var last = trace.Alerts.SelectMany(traced => traced.Decisions).Select(decision => decision.At).Append(at).Max();
        return last < at + Horizon ? last : at;
    }

    /// <summary>Disables auto-resolve, so the alert still fires when its hold ends.</summary>
    private static IReadOnlyList<Route> Lasting(IReadOnlyList<Route> routes) =>
        [.. routes.Select(route => route with { ResolveAfter = Route.Never, Routes = Lasting(route.Routes) })];
}
