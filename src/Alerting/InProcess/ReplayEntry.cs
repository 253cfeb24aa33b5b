using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.OnCall;
using Alerting.Silencing;

namespace Alerting.InProcess;

/// <summary>
/// An event, a silence, a change of the configuration, a channel that is down, a heartbeat, a person's answer or an
/// override, with its time.
/// </summary>
public sealed record ReplayLine(
    DateTimeOffset At, ReadOnlyMemory<byte>? Event, Silence? Silence, NamedConfig? Config = null,
    ChannelOutage? Outage = null, string? Heartbeat = null, ReplayAnswer? Answer = null,
    ScheduleOverride? Override = null)
{
    /// <summary>Reads the event when its time comes, because the file may be larger than the memory.</summary>
    public Func<ReadOnlyMemory<byte>>? ReadEvent { get; init; }
}

/// <summary>A configuration and its file.</summary>
public sealed record NamedConfig(string File, AlertingConfig Config);

/// <summary>One entry of a replay: exactly one of its kinds.</summary>
/// <param name="Notification">Notified now, by all its channels or by <paramref name="Channel"/>.</param>
/// <param name="Channel">Only with channels that are down: each delivers at its own time.</param>
public sealed record ReplayEntry(
    DateTimeOffset At, Trace? Event = null, Silence? Silence = null, Notification? Notification = null,
    DroppedNotification? Dropped = null, NamedConfig? Config = null, string? Channel = null,
    UndeliveredNotification? Undelivered = null, ChannelOutage? Outage = null, ReplayAnswer? Answer = null,
    ScheduleOverride? Override = null)
{
    /// <summary>Why an answer or an override changed nothing; null if it may have changed something.</summary>
    public string? Finding { get; init; }
}

/// <summary>A notification dropped by its receiver's rate limit.</summary>
public sealed record DroppedNotification(Notification Notification, Reason Reason);
