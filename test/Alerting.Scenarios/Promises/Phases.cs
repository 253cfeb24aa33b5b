using Alerting.Grouping.Storage;

namespace Alerting.Scenarios.Promises;

/// <summary>The rules keep every alert in one of the phases of <see cref="AlertPhase"/>.</summary>
public sealed class Phases
{
    private static readonly (AlertPhase Phase, bool IsFiring, bool IsFlapping, PendingNotification Pending)[] Known =
    [
        (AlertPhase.Waiting, true, false, PendingNotification.Firing),
        (AlertPhase.Notified, true, false, PendingNotification.None),
        (AlertPhase.FlappingWaiting, true, true, PendingNotification.Flapping),
        (AlertPhase.FlappingWaiting, false, true, PendingNotification.Flapping),
        (AlertPhase.Flapping, true, true, PendingNotification.None),
        (AlertPhase.Flapping, false, true, PendingNotification.None),
        (AlertPhase.FlappingFiring, true, true, PendingNotification.Firing),
        (AlertPhase.ResolvedWaiting, false, false, PendingNotification.Resolved),
        (AlertPhase.Recovered, false, false, PendingNotification.Recovered),
        (AlertPhase.Resolved, false, false, PendingNotification.None),
    ];

    [Fact]
    public void Every_stored_alert_is_in_a_known_phase() =>
        Stories.AllKeep(Plot.Any(withMutes: true), story => story.Phases.ShouldBeSubsetOf(Known));
}
