using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;

namespace Alerting.Deliveries;

/// <summary>The circuit breakers of this process's targets. Only targets whose last call hung take room.</summary>
public sealed class TargetCircuits(TimeProvider time)
{
    private readonly Dictionary<string, TargetCircuit> _circuits = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Makes the call, unless the target's circuit is open.</summary>
    internal async Task<Verdict> CallAsync(Target target, Func<Task<Verdict>> call)
    {
        var key = $"{target.Channel}|{target.Address}";
        if (Enter(key) is { } refused)
            return new Verdict.Retry(refused.Text) { Code = refused.Code };
        var calling = call();
        var isInTime = await calling.EndsWithinAsync(TargetCircuit.LongestCall, time);
        if (!isInTime)
            Hung(key);
        var verdict = await calling;
        if (isInTime || verdict is not Verdict.Retry)
            Answered(key);
        return verdict;
    }

    private Reason? Enter(string key)
    {
        lock (_lock)
        {
            if (!_circuits.TryGetValue(key, out var circuit))
                return null;
            (_circuits[key], var refused) = circuit.Enter(time.GetUtcNow());
            return refused;
        }
    }

    private void Hung(string key)
    {
        lock (_lock)
            _circuits[key] = _circuits.GetValueOrDefault(key).Hung(time.GetUtcNow());
    }

    private void Answered(string key)
    {
        lock (_lock)
            _circuits.Remove(key);
    }
}

internal static class Waiting
{
    /// <summary>Does not throw: whoever awaits the task gets its exception.</summary>
    public static async Task<bool> EndsWithinAsync(this Task task, TimeSpan wait, TimeProvider time)
    {
        if (!task.IsCompleted)
        {
            await task.WaitAsync(wait, time).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        return task.IsCompleted;
    }
}
