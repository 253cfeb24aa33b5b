using Alerting.Configuration;
using Alerting.Deliveries;
using Alerting.InProcess;
using Alerting.Playground.Events;
using Alerting.Sources;

namespace Alerting.Playground.Session;

/// <summary>
/// Sends one invisible alarm through the whole pipeline, so that the first click does not wait for JIT compilation.
/// </summary>
internal static class WarmUp
{
    public static async Task RunAsync(EventLibrary library, AlertingConfig config, TargetSender sender,
        CancellationToken cancellation)
    {
        _ = library.All;
        var time = new SimulatedTime(DateTimeOffset.UnixEpoch);
        var alarm = EventTimes.AsOf(EventLibrary.Read("cloudwatch-alarm/alarm.json")!.Value, time.GetUtcNow());
        var trace = await new LocalAlerting(config, time).TakeAsync(EventReader.Read(alarm), cancellation);
        // The run does not know these deliveries, so the page does not show them.
        var engine = new DeliveryEngine(config, sender, DeliveryState.InMemory(time), () => 0);
        await engine.DeliverAsync(trace.Notifications, cancellation);
    }
}
