using Alerting.Alerts;
using Alerting.Configuration;
using NodaTime;

namespace Alerting.Heartbeats;

/// <summary>What becomes of a heartbeat at a moment.</summary>
/// <param name="Before">Saved before the signal is sent, so that a crash loses no alert; null for no change.</param>
/// <param name="Signal">To send; null for nothing.</param>
/// <param name="After">Saved after that; null to forget the heartbeat.</param>
public sealed record HeartbeatStep(
    string Name, HeartbeatState? Before, Signal? Signal, HeartbeatState? After, Reason Reason);

/// <summary>
/// Decides whether a heartbeat is missing. The name alone identifies its alert; each absence by the time after which
/// none came, so one that is sent twice is a duplicate.
/// </summary>
public static class HeartbeatRules
{
    /// <param name="configured">Null if it is no longer in the configuration.</param>
    /// <param name="state">Null if it was not known before.</param>
    public static HeartbeatStep Next(
        string name, Heartbeat? configured, HeartbeatState? state, DateTimeOffset now, DateTimeZone zone)
    {
        if (configured is null)
            return Removed(name, state, now);
        state ??= new HeartbeatState { Since = now };
        var due = configured.DueAfter(state.Last);
        var text = new HeartbeatSignals(zone, now);
        if (now >= due)
        {
            if (state.Missed == state.Last && !state.IsPending)
                return Stays(name, state, ReasonCode.HeartbeatMissing, "Still missing.");
            var firing = state with { Missed = state.Last, FiringSince = due, IsPending = true };
            var signal = text.Missing(configured, firing);
            return new HeartbeatStep(name, firing, signal, firing with { IsPending = false },
                new Reason(ReasonCode.HeartbeatMissing, signal.Title + "."));
        }
        if (!state.IsFiring)
            return Stays(name, state, ReasonCode.HeartbeatReported, "On time.");
        return new HeartbeatStep(name, null, text.Reported(configured, state), Quiet(state),
            new Reason(ReasonCode.HeartbeatReported, $"{name} has reported again."));
    }

    /// <summary>The end of a firing alert, known as soon as the beat arrives; null if it is older than the absence.</summary>
    public static Signal? EndBy(Heartbeat heartbeat, HeartbeatState state, DateTimeOffset now, DateTimeZone zone) =>
        state.IsFiring && now < heartbeat.DueAfter(state.Last)
            ? new HeartbeatSignals(zone, now).Reported(heartbeat, state)
            : null;

    private static HeartbeatStep Removed(string name, HeartbeatState? state, DateTimeOffset now)
    {
        var reason = new Reason(ReasonCode.Deleted, $"Heartbeat {name} is no longer in the configuration.");
        return new HeartbeatStep(
            name, null, state is { IsFiring: true } ? HeartbeatSignals.Removed(name, state, now) : null, null, reason);
    }

    private static HeartbeatStep Stays(string name, HeartbeatState state, ReasonCode code, string text) =>
        new(name, null, null, state, new Reason(code, text));

    internal static HeartbeatState Quiet(HeartbeatState state) =>
        state with { Missed = null, FiringSince = null, IsPending = false };
}
