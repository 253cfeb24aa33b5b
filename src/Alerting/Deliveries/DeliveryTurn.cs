using Alerting.Alerts;
using Alerting.Channels;

namespace Alerting.Deliveries;

/// <summary>Whether a delivery is sent now.</summary>
internal abstract record DeliveryTurn
{
    /// <summary>With what is still true.</summary>
    /// <param name="Failures">How often the channel has failed to send it.</param>
    public sealed record Now(Delivery Delivery, int Failures) : DeliveryTurn
    {
        /// <summary>Whether other processes see the claim.</summary>
        public bool IsClaimed { get; init; } = true;

        /// <summary>Alerts of which something later was sent.</summary>
        public IReadOnlyList<Alert> LeftOut { get; init; } = [];

        public string LeftOutReason { get; init; } = "";
    }

    public sealed record Ended(Verdict Verdict) : DeliveryTurn
    {
        public static Ended Delivered { get; } = new(new Verdict.Delivered("already delivered"));

        public ReasonCode? Code { get; init; }
    }

    public sealed record Later(RetryDecision Decision) : DeliveryTurn
    {
        /// <summary>What is sent first; null when it waits for the table.</summary>
        public SentClaim.Busy? Behind { get; init; }

        public static Later ForTable(StateUnavailableException unavailable, TimeSpan wait) => new(new RetryDecision(
            wait, new Reason(ReasonCode.Retrying, $"waits for the table: {unavailable.Message}")) { IsWait = true });
    }
}
