using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Incidents;

namespace Alerting.Grouping.Schedule;

/// <summary>What an escalation does now.</summary>
/// <param name="To">Who is asked. Empty when the rest of the policy has nobody, so that it waits; null at its end.</param>
/// <param name="Skipped">Why each step before it was skipped, at once.</param>
/// <param name="NextStep">The place of the step after it.</param>
/// <param name="NextAfter">How long after this one it comes.</param>
internal readonly record struct EscalationTurn(
    IReadOnlyList<string>? To, IReadOnlyList<Reason> Skipped, int Round, int NextStep, TimeSpan NextAfter);

/// <summary>Walks an escalation policy: pure, from the position that is kept and the policy as it is now.</summary>
/// <param name="resolve">Who a step stands for now, or why nobody.</param>
internal sealed class EscalationWalk(
    EscalationPolicy policy, Func<EscalationStep, (IReadOnlyList<string> To, Reason? Why)> resolve)
{
    private readonly List<Reason> _skipped = [];

    /// <param name="fallback">Who is asked when no step has anybody.</param>
    /// <param name="isForced">A person escalates: it goes on at once, even after its end.</param>
    public EscalationTurn Next(Escalation position, Func<IReadOnlyList<string>> fallback, bool isForced)
    {
        var (step, round) = (position.NextStep, position.Round);
        if (step >= policy.Steps.Count)
        {
            if (round >= policy.Repeat && !isForced)
                return new EscalationTurn(null, [], round, step, default);
            (step, round) = (0, round + 1);
        }
        if (Find(step, round) is { } turn)
            return turn;
        if (isForced && Find(0, round + 1) is { } again)
            return again;
        var hasSomebody = policy.Steps.Take(step).Any(earlier => resolve(earlier).To.Count > 0);
        return Turn(hasSomebody ? [] : fallback(), round, policy.Steps.Count - 1);
    }

    private EscalationTurn? Find(int step, int round)
    {
        for (; step < policy.Steps.Count; step++)
        {
            var (to, why) = resolve(policy.Steps[step]);
            if (to.Count > 0)
                return Turn(to, round, step);
            _skipped.Add(why ?? new Reason(ReasonCode.NobodyOnCall, $"Step {step + 1} skipped: it has nobody to ask."));
        }
        return null;
    }

    private EscalationTurn Turn(IReadOnlyList<string> to, int round, int step) => new(
        to, _skipped, round, step + 1,
        step + 1 < policy.Steps.Count ? policy.Steps[step + 1].After : policy.RepeatAfter);
}
