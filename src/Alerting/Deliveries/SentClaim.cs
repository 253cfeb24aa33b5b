using Alerting.Alerts;

namespace Alerting.Deliveries;

/// <summary>Whether a delivery may be sent now.</summary>
public abstract record SentClaim
{
    public static SentClaim Delivered { get; } = new WasDelivered();

    /// <summary>The caller holds the claim and must send.</summary>
    /// <param name="Outdated">Alerts of which something later was sent, or the opposite is retried: to leave out.</param>
    /// <param name="Late">Resolved alerts whose firing the target never got.</param>
    /// <param name="StillFiring">By a later notification that was sent or is retried; null when it is the latest.</param>
    public sealed record Mine(FingerprintSet Outdated, FingerprintSet Late, int? StillFiring) : SentClaim
    {
        /// <summary>How often the channel has failed to send it. Waits do not count.</summary>
        public int Failures { get; init; }

        /// <summary>Whether other processes see the claim; not while the table is away.</summary>
        public bool IsShared { get; init; } = true;

        /// <summary>Whether the delivery is true as it is.</summary>
        public bool SaysItAll => Outdated.Count == 0 && Late.Count == 0 && StillFiring is null;
    }

    public sealed record WasDelivered : SentClaim;

    public sealed record HasFailed(string Reason) : SentClaim;

    /// <summary>The delivery <paramref name="Id"/> comes first, or is this one in another process.</summary>
    public sealed record Busy(string Id, TimeSpan For) : SentClaim;

    /// <summary>Of all its alerts something later was sent, or the opposite is retried.</summary>
    public sealed record Superseded(SentAlerts? By) : SentClaim
    {
        public bool IsSent { get; init; } = true;
    }
}
