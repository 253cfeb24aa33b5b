namespace Alerting.Grouping.Storage;

/// <summary>
/// Where an alert of a group stands. The stored flags have further combinations, but the rules make only these.
/// </summary>
/// <remarks>
/// <code>
/// from               fires                          resolves                            in time               sent
/// (new)              Waiting                        Resolved                            -                     -
/// Waiting            Waiting                        Resolved, ResolvedWaiting (1),      as if it resolved     Notified
///                                                   Recovered (2)
/// Notified           Notified, Waiting (3)          ResolvedWaiting, Resolved (4)       as if it resolved     Notified
/// ResolvedWaiting    Waiting, Notified (5)          ResolvedWaiting                     -                     Resolved
/// Recovered          Waiting                        Recovered                           -                     Resolved
/// Resolved           Waiting                        Resolved                            forgotten             -
/// any of these       FlappingWaiting, if it changed too often
/// FlappingWaiting    FlappingWaiting                FlappingWaiting                     stable (6)            Flapping, FlappingFiring (7)
/// Flapping           FlappingFiring                 Flapping                            stable (6)            Flapping
/// FlappingFiring     FlappingFiring                 Flapping                            stable (6)            Flapping
/// </code>
/// (1) some receivers were notified; (2) it was held; (3) more severe, or another receiver needs it; (4) nobody was notified;
/// (5) no more severe than notified; (6) Waiting or Notified if it fires, otherwise ResolvedWaiting, Recovered or
/// Resolved; (7) it fires. An alert that moves to another group becomes Resolved or ResolvedWaiting.
/// </remarks>
public enum AlertPhase
{
    /// <summary>Fires; its notification waits, is held or is muted.</summary>
    Waiting,

    /// <summary>Fires; nobody is left to notify until a reminder.</summary>
    Notified,

    /// <summary>Flaps; nobody is notified of that yet.</summary>
    FlappingWaiting,

    /// <summary>Flaps, and those notified know the rest: nobody is left to notify until a reminder.</summary>
    Flapping,

    /// <summary>Flaps and fires; notified if it stays down, or at once if it is more severe than notified.</summary>
    FlappingFiring,

    /// <summary>Resolved; those notified of it still get the resolution.</summary>
    ResolvedWaiting,

    /// <summary>Fired and resolved while held; only the digest names it.</summary>
    Recovered,

    /// <summary>Resolved; kept to recognise late events.</summary>
    Resolved,
}
