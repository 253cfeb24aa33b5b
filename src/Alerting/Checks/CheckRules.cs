using Alerting.Alerts;
using Alerting.Configuration;

namespace Alerting.Checks;

/// <summary>Decides how a result changes the state of its check.</summary>
/// <param name="Before">Saved before the signals are sent, so that a crash loses no alert; null for no change.</param>
/// <param name="After">Saved after that; null to forget the check.</param>
public sealed record CheckStep(
    string Name, CheckState? Before, IReadOnlyList<Signal> Signals, CheckState? After, Reason Reason);

/// <summary>
/// Decides when a check fires: after some failures in a row, and until some passes in a row. Its certificate has an alert
/// of its own, because the site still works.
/// </summary>
public static class CheckRules
{
    /// <param name="state">Null for the first run.</param>
    public static CheckStep Next(Check check, CheckState? state, CheckResult result, DateTimeOffset now)
    {
        var text = new CheckSignals(check, now);
        var signals = new List<Signal>();
        var before = state ?? CheckState.New;
        if (before.IsEnding)
        {
            signals.Add(text.Up(before));
            before = Cleared(before);
        }
        var (after, reason) = result.IsUp ? Passed(check, before, signals, text) : Failed(check, before, result, now);
        if (after.IsFiring && (!before.IsFiring || before.IsPending))
            signals.Add(text.Down(after, result));
        after = Certificate(check, before, after, result, now, signals);
        var isFirst = signals.Exists(signal => signal.Status == AlertStatus.Firing);
        var isLast = after is { IsFiring: false } && before.IsFiring;
        return new CheckStep(check.Name,
            isLast ? before with { IsEnding = true } : isFirst ? after with { IsPending = true } : null,
            signals, after with { IsPending = false, IsEnding = false }, reason);
    }

    /// <summary>The check is no longer in the configuration.</summary>
    public static CheckStep Removed(string name, CheckState state, DateTimeOffset now) => new(name, null,
        CheckSignals.Removed(name, state, now), null,
        new Reason(ReasonCode.Deleted, $"Check {name} is no longer in the configuration."));

    private static (CheckState, Reason) Failed(Check check, CheckState state, CheckResult result, DateTimeOffset now)
    {
        var failures = Math.Min(state.Failures + 1, check.Failures);
        var after = state with { Failures = failures, Recoveries = 0, FailingSince = state.FailingSince ?? now };
        if (!after.IsFiring && failures < check.Failures)
            return (after, new Reason(ReasonCode.CheckFailing, $"{result.Problem}: {failures} of {check.Failures}."));
        return (after with { IsFiring = true, Problem = after.IsFiring ? after.Problem : result.Problem },
            new Reason(ReasonCode.CheckFailed, $"{result.Problem}."));
    }

    private static (CheckState, Reason) Passed(
        Check check, CheckState state, List<Signal> signals, CheckSignals text)
    {
        if (!state.IsFiring)
            return (Cleared(state), new Reason(ReasonCode.CheckPassed, $"{check.Name} passed."));
        var recoveries = state.Recoveries + 1;
        if (recoveries < check.Recoveries)
        {
            return (state with { Recoveries = recoveries },
                new Reason(ReasonCode.CheckRecovering, $"{check.Name} passed: {recoveries} of {check.Recoveries}."));
        }
        signals.Add(text.Up(state));
        return (Cleared(state), new Reason(ReasonCode.CheckRecovered, $"{check.Name} is up again."));
    }

    /// <summary>Of a request without TLS, or without a connection, nothing is known.</summary>
    private static CheckState Certificate(Check check, CheckState before, CheckState after, CheckResult result,
        DateTimeOffset now, List<Signal> signals)
    {
        if (result is not { CertificateExpires: { } expires, Host: { } host })
            return after;
        var text = new CheckSignals(check, now);
        if (expires - now < TimeSpan.FromDays(check.Expect.CertificateDays))
        {
            if (before.CertificateExpires != expires || before.IsPending)
                signals.Add(text.Expiring(host, expires));
            return after with { CertificateExpires = expires, Host = host };
        }
        if (before.CertificateExpires is { } old)
            signals.Add(text.Renewed(before.Host ?? host, old));
        return after with { CertificateExpires = null, Host = null };
    }

    private static CheckState Cleared(CheckState state) => state with
    {
        Failures = 0, Recoveries = 0, FailingSince = null, Problem = null, IsFiring = false, IsPending = false,
        IsEnding = false,
    };
}
