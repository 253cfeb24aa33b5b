using Alerting.Alerts;
using Alerting.Text;

namespace Alerting.Deliveries;

/// <summary>
/// The circuit breaker of one target: after some calls in a row that hung, no call is made for a while, then one at a
/// time tries. Immutable; every change is pure.
/// </summary>
/// <remarks>
/// Only hangs count. A quick failure holds nothing up, and may be about one message instead of the target.
/// https://learn.microsoft.com/azure/architecture/patterns/circuit-breaker
/// </remarks>
/// <param name="Hangs">How many calls in a row hung.</param>
/// <param name="NextTry">When the next call may be made; null while the circuit is closed.</param>
public readonly record struct TargetCircuit(int Hangs, DateTimeOffset? NextTry)
{
    /// <summary>A call that takes longer hangs. Healthy services answer within a second.</summary>
    public static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(2);

    /// <summary>How long the circuit stays open until a call tries, and until the next one if that hangs.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(15);

    private const int HangsToOpen = 3;

    public bool IsOpen => NextTry is not null;

    /// <summary>Whether to call now. Half-open, one call tries, and the others wait for its answer.</summary>
    public (TargetCircuit Circuit, Reason? Refused) Enter(DateTimeOffset now) => NextTry switch
    {
        null => (this, null),
        { } next when next <= now => (this with { NextTry = now + OpenFor }, null),
        { } next => (this, new Reason(ReasonCode.CircuitOpen,
            $"not called: the last {Hangs} calls did not answer within {DurationText.Of(LongestCall)}; " +
            $"next call in {DurationText.Of(AtLeastOneSecond(next - now))}")),
    };

    public TargetCircuit Hung(DateTimeOffset now) =>
        new(Hangs + 1, Hangs + 1 >= HangsToOpen ? now + OpenFor : null);

    private static TimeSpan AtLeastOneSecond(TimeSpan wait) => TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds));
}
