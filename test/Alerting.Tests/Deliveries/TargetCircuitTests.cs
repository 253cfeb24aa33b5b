using Alerting.Alerts;
using Alerting.Deliveries;

namespace Alerting.Tests.Deliveries;

/// <summary>When a target is not called.</summary>
public sealed class TargetCircuitTests
{
    [Fact]
    public void It_opens_after_three_hangs_and_says_so()
    {
        var circuit = default(TargetCircuit).Hung(Some.Time).Hung(Some.Time);
        circuit.Enter(Some.Time).Refused.ShouldBeNull();

        circuit = circuit.Hung(Some.Time);

        circuit.Enter(Some.Time.AddSeconds(5)).Refused.ShouldBe(new Reason(ReasonCode.CircuitOpen,
            "not called: the last 3 calls did not answer within 2 s; next call in 10 s"));
    }

    [Fact]
    public void Half_open_it_lets_one_call_through()
    {
        var later = Some.Time + TargetCircuit.OpenFor;
        var (probed, refused) = Open.Enter(later);

        refused.ShouldBeNull();
        probed.Enter(later).Refused.ShouldNotBeNull();
    }

    [Fact]
    public void A_probe_that_hangs_opens_it_again()
    {
        var later = Some.Time + TargetCircuit.OpenFor;
        var circuit = Open.Enter(later).Circuit.Hung(later.AddSeconds(3));

        circuit.Enter(later.AddSeconds(17)).Refused.ShouldNotBeNull();
        circuit.Enter(later.AddSeconds(18)).Refused.ShouldBeNull();
    }

    [Fact]
    public void A_probe_whose_process_was_frozen_keeps_it_shut_no_longer_than_a_hang()
    {
        var later = Some.Time + TargetCircuit.OpenFor;
        var circuit = Open.Enter(later).Circuit;

        circuit.Enter(later + TargetCircuit.OpenFor).Refused.ShouldBeNull();
    }

    private static TargetCircuit Open => default(TargetCircuit).Hung(Some.Time).Hung(Some.Time).Hung(Some.Time);
}
