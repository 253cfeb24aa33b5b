using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Heartbeats;

namespace Alerting.Aws.State;

/// <summary>Records the heartbeats of an event.</summary>
public sealed class HeartbeatIntake(DynamoHeartbeats heartbeats, TimeProvider time)
{
    /// <summary>
    /// One that ends an alert is replaced by that end, because the tick would notice it only within a minute; the tick
    /// sends the same end again, in case this one was based on an older state.
    /// </summary>
    public async Task<IReadOnlyList<Signal>> RecordAsync(
        FoundBeats found, AlertingConfig config, CancellationToken cancellation)
    {
        var signals = new List<Signal>();
        foreach (var (beat, signal) in found.Beats)
        {
            var heartbeat = config.Heartbeats.First(each => each.Name == beat.Name);
            var state = await heartbeats.RecordAsync(beat, cancellation);
            signals.Add(state is null ? signal
                : HeartbeatRules.EndBy(heartbeat, state, time.GetUtcNow(), config.TimeZone) ?? signal);
        }
        return signals;
    }
}
