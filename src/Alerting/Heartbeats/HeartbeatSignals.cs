using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Text;
using NodaTime;

namespace Alerting.Heartbeats;

/// <summary>The alert of a missing heartbeat: "nightly-backup has not reported since Sat 14 Nov 02:40 GMT".</summary>
internal sealed class HeartbeatSignals(DateTimeZone zone, DateTimeOffset now)
{
    public const string Source = "heartbeat";

    private static readonly SeverityClaim Default = new(Severity.Error, "default for missing heartbeats");

    public Signal Missing(Heartbeat heartbeat, HeartbeatState state) => Of(heartbeat.Name) with
    {
        Title = $"{heartbeat.Name} has not reported since {AlertTimes.Dated(state.Last, zone, now)}",
        Summary = state.LastBeat is null
            ? $"It has never reported since it was set up. {Expected(heartbeat)}"
            : Expected(heartbeat),
        EventKey = $"heartbeat|{heartbeat.Name}|missing|{Key(state.Last)}",
        OccurredAt = state.FiringSince,
        StartsAt = state.FiringSince,
        Claims = heartbeat.Severity is { } severity ? [new SeverityClaim(severity, $"heartbeat {heartbeat.Name}")] : [],
        Facts = Facts(heartbeat, state),
    };

    public Signal Reported(Heartbeat heartbeat, HeartbeatState state) => End(heartbeat.Name, state,
        state.LastBeat is { } beat ? beat : now) with
    {
        Title = $"{heartbeat.Name} has reported again",
        Claims = heartbeat.Severity is { } severity ? [new SeverityClaim(severity, $"heartbeat {heartbeat.Name}")] : [],
        Facts = Facts(heartbeat, state),
    };

    public static Signal Removed(string name, HeartbeatState state, DateTimeOffset now) => End(name, state, now) with
    {
        Title = $"Heartbeat {name} was removed",
        Ending = new Ending(ReasonCode.Deleted, "Heartbeat removed from the configuration, not reported"),
    };

    /// <summary>Never before the alert began: a beat may arrive late.</summary>
    private static Signal End(string name, HeartbeatState state, DateTimeOffset at)
    {
        var end = state.FiringSince > at ? state.FiringSince : at;
        return Of(name) with
        {
            Status = AlertStatus.Resolved,
            EventKey = $"heartbeat|{name}|reported|{Key(state.Missed ?? state.Since)}",
            OccurredAt = end,
            StartsAt = state.FiringSince,
            EndsAt = end,
        };
    }

    private static Signal Of(string name) => new()
    {
        Source = Source,
        Name = name,
        Title = name,
        Identity = $"heartbeat|{name}",
        EventKey = name,
        Fallback = Default,
        Recovers = true,
    };

    private Fact[] Facts(Heartbeat heartbeat, HeartbeatState state) =>
    [
        new("Last report", state.LastBeat is { } beat ? AlertTimes.Moment(beat, zone, now) : "never"),
        new("Expected every", DurationText.Of(heartbeat.Every)),
        new("Grace", DurationText.Of(heartbeat.Grace)),
    ];

    private static string Expected(Heartbeat heartbeat) => heartbeat.Grace > TimeSpan.Zero
        ? $"It should report every {DurationText.Of(heartbeat.Every)}, at most {DurationText.Of(heartbeat.Grace)} late."
        : $"It should report every {DurationText.Of(heartbeat.Every)}.";

    private static string Key(DateTimeOffset time) => $"{time.ToUnixTimeMilliseconds()}";
}
