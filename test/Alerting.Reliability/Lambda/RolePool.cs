using System.Collections.Concurrent;

namespace Alerting.Reliability.Lambda;

/// <summary>The execution environments of all roles. An idle one is used again; a busy role gets another, up to a limit.</summary>
internal sealed class RolePool(IReadOnlyList<Role> roles, IReadOnlyDictionary<string, string> environment,
    Action<string> log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RoleProcess> _all = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<RoleProcess>> _idle = new();
    private readonly Dictionary<string, SemaphoreSlim> _free =
        roles.ToDictionary(role => role.Name, role => new SemaphoreSlim(role.Most));

    private int _count;
    private int _killed;
    private int _failed;

    /// <summary>Processes killed while they served an invocation.</summary>
    public int Killed => _killed;

    /// <summary>Invocations without a response, for whatever reason.</summary>
    public int Failed => _failed;

    /// <summary>The function's response, or null when it failed.</summary>
    public async Task<string?> InvokeAsync(string role, string lambdaEvent)
    {
        await _free[role].WaitAsync();
        try
        {
            var process = Idle(role) ?? Start(role);
            var response = await process.InvokeAsync(lambdaEvent);
            if (response is null)
                Interlocked.Increment(ref _failed);
            if (process.HasEnded)
                await EndAsync(process);
            else
                _idle.GetOrAdd(role, _ => []).Add(process);
            return response;
        }
        finally
        {
            _free[role].Release();
        }
    }

    /// <summary>The role behind a call's access key.</summary>
    public string? RoleOf(string key) => _all.GetValueOrDefault(key)?.Role;

    /// <summary>Kills the process that made a call, if it still runs.</summary>
    public bool Kill(string key)
    {
        if (!_all.TryGetValue(key, out var process) || process.HasEnded)
            return false;
        process.Kill();
        Interlocked.Increment(ref _killed);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _all.Values)
            await EndAsync(process);
        foreach (var free in _free.Values)
            free.Dispose();
    }

    private RoleProcess? Idle(string role)
    {
        while (_idle.TryGetValue(role, out var idle) && idle.TryTake(out var process))
        {
            if (!process.HasEnded)
                return process;
        }
        return null;
    }

    private RoleProcess Start(string role)
    {
        var key = $"AKIDROLE{Interlocked.Increment(ref _count)}";
        return _all[key] = new RoleProcess(role, key, roles.First(each => each.Name == role).Timeout, environment,
            log);
    }

    private async Task EndAsync(RoleProcess process)
    {
        _all.TryRemove(process.Key, out _);
        await process.DisposeAsync();
    }
}

/// <param name="Most">Processes at a time.</param>
/// <param name="Timeout">Of an invocation.</param>
internal sealed record Role(string Name, int Most, TimeSpan Timeout);
