using Alerting.Alerts;
using Alerting.Checks;
using Alerting.Configuration;

namespace Alerting.InProcess;

/// <summary>
/// Checks in memory, each minute of a simulated clock, with results that somebody chooses: nothing is requested. Their
/// alerts are signals for the caller to take. Not thread-safe.
/// </summary>
public sealed class LocalChecks(TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SortedDictionary<string, CheckState> _states = new(StringComparer.Ordinal);
    private readonly HashSet<string> _down = new(StringComparer.Ordinal);
    private IReadOnlyList<Check> _checks = [];
    private DateTimeOffset _last;

    public IReadOnlyList<Check> Configured => _checks;

    /// <summary>The next full minute; null while no result can change anything.</summary>
    public DateTimeOffset? NextDue => _checks.All(IsSteady) ? null : _last + Minute;

    public CheckState StateOf(string name) => _states.GetValueOrDefault(name, CheckState.New);

    public bool IsDown(string name) => _down.Contains(name);

    /// <summary>Chooses the results from now on; false for an unknown check.</summary>
    public bool Set(string name, bool isDown)
    {
        if (!_checks.Any(check => check.Name == name))
            return false;
        if (NextDue is null)
            _last = new DateTimeOffset(time.GetUtcNow().Ticks / Minute.Ticks * Minute.Ticks, TimeSpan.Zero);
        if (isDown)
            _down.Add(name);
        else
            _down.Remove(name);
        return true;
    }

    /// <summary>The alerts of checks that were removed end.</summary>
    public IReadOnlyList<Signal> Configure(AlertingConfig config)
    {
        _checks = config.Checks;
        var signals = new List<Signal>();
        foreach (var name in _states.Keys.Except(_checks.Select(check => check.Name)).ToArray())
        {
            signals.AddRange(CheckRules.Removed(name, _states[name], time.GetUtcNow()).Signals);
            _states.Remove(name);
            _down.Remove(name);
        }
        return signals;
    }

    /// <summary>Runs those that are due in the next minute.</summary>
    public IReadOnlyList<Signal> TakeDue()
    {
        _last += Minute;
        var signals = new List<Signal>();
        foreach (var check in _checks.Where(check => CheckSchedule.IsDue(check, _last)))
        {
            var step = CheckRules.Next(check, _states.GetValueOrDefault(check.Name), Result(check), time.GetUtcNow());
            _states[check.Name] = step.After!;
            signals.AddRange(step.Signals);
        }
        return signals;
    }

    private bool IsSteady(Check check) =>
        IsDown(check.Name) ? StateOf(check.Name).IsFiring : StateOf(check.Name) == CheckState.New;

    private CheckResult Result(Check check) => _down.Contains(check.Name)
        ? new CheckResult($"{check.Name} did not answer within {Text.DurationText.Of(check.Timeout)}", check.Timeout)
        : new CheckResult(null, TimeSpan.Zero) { Status = 200 };
}
