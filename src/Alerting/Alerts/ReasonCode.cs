using System.Text.Json.Serialization;

namespace Alerting.Alerts;

/// <summary>
/// The reasons of decisions, for metrics, queries and tests. Stored and printed under these names, which therefore
/// stay.
/// </summary>
public enum ReasonCode
{
    /// <summary>
    /// Only the sentence is known: an earlier version stored no code, or a person wrote the sentence.
    /// </summary>
    [JsonStringEnumMemberName("Other")]
    Other,

    /// <summary>The first alert of a new incident.</summary>
    [JsonStringEnumMemberName("FirstAlert")]
    FirstAlert,

    /// <summary>A further alert of an open incident.</summary>
    [JsonStringEnumMemberName("NewAlert")]
    NewAlert,

    /// <summary>Too soon after the last notification, so it comes with the next batch.</summary>
    [JsonStringEnumMemberName("Batched")]
    Batched,

    /// <summary>The group has no room for the alert's details, so it is only counted.</summary>
    [JsonStringEnumMemberName("Counted")]
    Counted,

    /// <summary>More severe than what was notified so far.</summary>
    [JsonStringEnumMemberName("SeverityRaised")]
    SeverityRaised,

    /// <summary>The alert has another severity now, so it ended in this group.</summary>
    [JsonStringEnumMemberName("SeverityChanged")]
    SeverityChanged,

    /// <summary>Another group notifies of the alert now, because its severity changed.</summary>
    [JsonStringEnumMemberName("Moved")]
    Moved,

    [JsonStringEnumMemberName("Reminder")]
    Reminder,

    [JsonStringEnumMemberName("Resolved")]
    Resolved,

    /// <summary>Resolved because its source did not report it again.</summary>
    [JsonStringEnumMemberName("NoFurtherOccurrence")]
    NoFurtherOccurrence,

    /// <summary>Fired and resolved while held.</summary>
    [JsonStringEnumMemberName("Recovered")]
    Recovered,

    /// <summary>Changes too often.</summary>
    [JsonStringEnumMemberName("Flapping")]
    Flapping,

    /// <summary>Flaps, and fires for longer than the interval.</summary>
    [JsonStringEnumMemberName("StillDown")]
    StillDown,

    /// <summary>Flapping is over.</summary>
    [JsonStringEnumMemberName("Stable")]
    Stable,

    /// <summary>Waits for the route's interval.</summary>
    [JsonStringEnumMemberName("Held")]
    Held,

    /// <summary>The route's interval began.</summary>
    [JsonStringEnumMemberName("HoldReleased")]
    HoldReleased,

    /// <summary>Sent early, because the route's interval ends before the wait does.</summary>
    [JsonStringEnumMemberName("HoldAhead")]
    HoldAhead,

    /// <summary>Sent at once, because there is no queue to wait in.</summary>
    [JsonStringEnumMemberName("NoQueue")]
    NoQueue,

    [JsonStringEnumMemberName("Silenced")]
    Silenced,

    [JsonStringEnumMemberName("SilenceEnded")]
    SilenceEnded,

    /// <summary>The route notifies nobody at this time.</summary>
    [JsonStringEnumMemberName("MutedByTime")]
    MutedByTime,

    [JsonStringEnumMemberName("TimeMuteEnded")]
    TimeMuteEnded,

    [JsonStringEnumMemberName("Inhibited")]
    Inhibited,

    [JsonStringEnumMemberName("InhibitionEnded")]
    InhibitionEnded,

    [JsonStringEnumMemberName("RateLimited")]
    RateLimited,

    /// <summary>Sent to a fallback for a receiver that could not get it.</summary>
    [JsonStringEnumMemberName("Fallback")]
    Fallback,

    [JsonStringEnumMemberName("Duplicate")]
    Duplicate,

    /// <summary>Older than the latest event of the alert.</summary>
    [JsonStringEnumMemberName("Stale")]
    Stale,

    /// <summary>Still firing, and already notified or counted.</summary>
    [JsonStringEnumMemberName("StillFiring")]
    StillFiring,

    /// <summary>Resolved, but nobody was notified that it fired.</summary>
    [JsonStringEnumMemberName("NeverNotified")]
    NeverNotified,

    /// <summary>There is no receiver to notify.</summary>
    [JsonStringEnumMemberName("NoReceiver")]
    NoReceiver,

    /// <summary>The schedule has nobody on call at the time, so the fallback is notified.</summary>
    [JsonStringEnumMemberName("NobodyOnCall")]
    NobodyOnCall,

    /// <summary>The receiver wants no resolved notifications.</summary>
    [JsonStringEnumMemberName("ResolvedNotWanted")]
    ResolvedNotWanted,

    /// <summary>No route matches.</summary>
    [JsonStringEnumMemberName("NoRoute")]
    NoRoute,

    /// <summary>The route is no longer in the configuration.</summary>
    [JsonStringEnumMemberName("RouteRemoved")]
    RouteRemoved,

    /// <summary>Another route notifies the receiver.</summary>
    [JsonStringEnumMemberName("OtherRoute")]
    OtherRoute,

    /// <summary>Another group notified the receiver.</summary>
    [JsonStringEnumMemberName("OtherGroup")]
    OtherGroup,

    /// <summary>The route takes the alert and notifies nobody on purpose.</summary>
    [JsonStringEnumMemberName("NullRoute")]
    NullRoute,

    /// <summary>Waits for the grace of an inhibit rule.</summary>
    [JsonStringEnumMemberName("Grace")]
    Grace,

    /// <summary>The end of an alert that had ended before.</summary>
    [JsonStringEnumMemberName("AlreadyResolved")]
    AlreadyResolved,

    /// <summary>The source has no data, so the alert has not recovered.</summary>
    [JsonStringEnumMemberName("NoData")]
    NoData,

    /// <summary>The alarm was deleted while it fired.</summary>
    [JsonStringEnumMemberName("Deleted")]
    Deleted,

    /// <summary>Queued for its group, which decides.</summary>
    [JsonStringEnumMemberName("Queued")]
    Queued,

    /// <summary>No rate limit applies.</summary>
    [JsonStringEnumMemberName("NotLimited")]
    NotLimited,

    /// <summary>The rate limit is not reached, or the message does not count toward it.</summary>
    [JsonStringEnumMemberName("WithinRateLimit")]
    WithinRateLimit,

    /// <summary>Sent although the rate limit is reached: the first message over it, or a critical alert.</summary>
    [JsonStringEnumMemberName("OverRateLimit")]
    OverRateLimit,

    /// <summary>A delivery failed and is retried.</summary>
    [JsonStringEnumMemberName("Retrying")]
    Retrying,

    /// <summary>A delivery failed and is not retried.</summary>
    [JsonStringEnumMemberName("GaveUp")]
    GaveUp,

    /// <summary>Another process is sending the delivery.</summary>
    [JsonStringEnumMemberName("InProgress")]
    InProgress,

    /// <summary>There is no fallback to notify.</summary>
    [JsonStringEnumMemberName("NoFallback")]
    NoFallback,

    /// <summary>The fallback could not be reached, either.</summary>
    [JsonStringEnumMemberName("FallbackFailed")]
    FallbackFailed,

    /// <summary>The fallback is no longer in the configuration.</summary>
    [JsonStringEnumMemberName("FallbackRemoved")]
    FallbackRemoved,

    /// <summary>The fallback gets the notification anyway.</summary>
    [JsonStringEnumMemberName("FallbackNotified")]
    FallbackNotified,

    /// <summary>A later notification about the same alerts was sent before.</summary>
    [JsonStringEnumMemberName("Superseded")]
    Superseded,

    /// <summary>No heartbeat came within its time.</summary>
    [JsonStringEnumMemberName("HeartbeatMissing")]
    HeartbeatMissing,

    /// <summary>A heartbeat came.</summary>
    [JsonStringEnumMemberName("HeartbeatReported")]
    HeartbeatReported,

    /// <summary>A heartbeat came whose name is not in the configuration.</summary>
    [JsonStringEnumMemberName("UnknownHeartbeat")]
    UnknownHeartbeat,

    /// <summary>A check passed.</summary>
    [JsonStringEnumMemberName("CheckPassed")]
    CheckPassed,

    /// <summary>A check failed, but not often enough in a row.</summary>
    [JsonStringEnumMemberName("CheckFailing")]
    CheckFailing,

    /// <summary>A check failed often enough in a row.</summary>
    [JsonStringEnumMemberName("CheckFailed")]
    CheckFailed,

    /// <summary>A check passed after it had failed, but not often enough in a row.</summary>
    [JsonStringEnumMemberName("CheckRecovering")]
    CheckRecovering,

    /// <summary>A check passed often enough in a row after it had failed.</summary>
    [JsonStringEnumMemberName("CheckRecovered")]
    CheckRecovered,

    /// <summary>The target's last calls hung, so it is not called for a while.</summary>
    [JsonStringEnumMemberName("CircuitOpen")]
    CircuitOpen,

    /// <summary>A person is on it.</summary>
    [JsonStringEnumMemberName("Acknowledged")]
    Acknowledged,

    /// <summary>The person who was on it is not, after all.</summary>
    [JsonStringEnumMemberName("Unacknowledged")]
    Unacknowledged,

    /// <summary>Acknowledged for as long as an acknowledgement lasts, and it still fires.</summary>
    [JsonStringEnumMemberName("AcknowledgementExpired")]
    AcknowledgementExpired,

    /// <summary>The acknowledgement soon expires.</summary>
    [JsonStringEnumMemberName("AcknowledgementExpires")]
    AcknowledgementExpires,

    /// <summary>A person postponed it.</summary>
    [JsonStringEnumMemberName("Snoozed")]
    Snoozed,

    /// <summary>Postponed until now, and it still fires.</summary>
    [JsonStringEnumMemberName("SnoozeEnded")]
    SnoozeEnded,

    /// <summary>A person ended it, whatever its source says.</summary>
    [JsonStringEnumMemberName("Closed")]
    Closed,

    /// <summary>An answer to an incident that is over.</summary>
    [JsonStringEnumMemberName("IncidentOver")]
    IncidentOver,

    /// <summary>An answer that changes nothing.</summary>
    [JsonStringEnumMemberName("AlreadyAnswered")]
    AlreadyAnswered,

    /// <summary>Nobody answered, or a person escalates, so the next people are asked.</summary>
    [JsonStringEnumMemberName("Escalated")]
    Escalated,

    /// <summary>The last step of the policy is over, and nobody answered.</summary>
    [JsonStringEnumMemberName("NobodyAnswered")]
    NobodyAnswered,

    /// <summary>A press for a step that is over.</summary>
    [JsonStringEnumMemberName("AlreadyEscalated")]
    AlreadyEscalated,

    /// <summary>There is nobody to escalate to.</summary>
    [JsonStringEnumMemberName("NoPolicy")]
    NoPolicy,

    /// <summary>Less severe than the event says, because of the account it is from.</summary>
    [JsonStringEnumMemberName("SeverityCapped")]
    SeverityCapped,

    /// <summary>Something came beside a page.</summary>
    [JsonStringEnumMemberName("Beside")]
    Beside,

    /// <summary>Something could not come beside a page.</summary>
    [JsonStringEnumMemberName("BesideLeftOut")]
    BesideLeftOut,

    /// <summary>Other people are on call while incidents are open.</summary>
    [JsonStringEnumMemberName("HandedOver")]
    HandedOver,
}
