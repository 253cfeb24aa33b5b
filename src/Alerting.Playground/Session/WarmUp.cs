using Alerting.Channels;
using Alerting.Configuration;
using Alerting.Grouping.InMemory;
using Alerting.Playground.Events;
using Alerting.Sources;

namespace Alerting.Playground.Session;

/// <summary>
/// Goes the whole way once with an alarm that nobody sees, while the page is still being looked at, so that the first click
/// does not wait for code to be compiled.
/// </summary>
public static class WarmUp
{
    public static async Task RunAsync(EventLibrary library, AlertingConfig config, Deliverer deliverer, CancellationToken cancellation)
    {
        _ = library.All;
        var time = new SimulatedTime(DateTimeOffset.UnixEpoch);
        var alarm = EventTimes.AsOf(EventLibrary.Read("cloudwatch-alarm/alarm.json")!.Value, time.GetUtcNow());
        var trace = await new LocalAlerting(config, time).TakeAsync(EventReader.Read(alarm), cancellation);
        // Services take only what is a delivery of a run; this is none, so it is shown nowhere.
        var writer = new DeliveryWriter(config);
        await Task.WhenAll(trace.Notifications.SelectMany(writer.Write).Select(delivery => deliverer.SendAsync(delivery, cancellation)));
    }
}
