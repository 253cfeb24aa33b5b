using System.Diagnostics;

namespace Alerting.Aws.Tests.Deployment;

/// <summary>
/// Holds each call's answer until no other call comes, so calls made at the same time are one round. How many rounds
/// there are does not depend on how fast anything is, unless a process pauses for longer than the quiet time.
/// </summary>
internal sealed class CallRounds
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(400);

    private readonly List<List<string>> _rounds = [[]];
    private readonly Lock _lock = new();
    private TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>The actions of each round.</summary>
    public IReadOnlyList<IReadOnlyList<string>> All
    {
        get
        {
            lock (_lock)
                return [.. _rounds.Where(round => round.Count > 0).Select(round => round.Order().ToArray())];
        }
    }

    public async Task JoinAsync(string action)
    {
        Task end;
        lock (_lock)
        {
            _rounds[^1].Add(action);
            (_last, end) = (Stopwatch.GetTimestamp(), _end.Task);
        }
        while (!end.IsCompleted)
        {
            await Task.WhenAny(end, Task.Delay(Quiet / 8));
            lock (_lock)
            {
                if (end.IsCompleted || Stopwatch.GetElapsedTime(_last) < Quiet)
                    continue;
                _rounds.Add([]);
                _end.SetResult();
                _end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
