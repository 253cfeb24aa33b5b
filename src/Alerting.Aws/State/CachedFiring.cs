using Alerting.Silencing;

namespace Alerting.Aws.State;

/// <summary>
/// The index of firing alerts as this process knows it: read again after <paramref name="age"/>, and changed in between
/// by what this process writes to it.
/// </summary>
internal sealed class CachedFiring(
    Func<CancellationToken, Task<FiringAlertSet>> read, TimeSpan age, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task<FiringAlertSet>? _reading;
    private DateTimeOffset _readAt;
    private FiringAlertSet? _known;

    /// <summary>Changes since the read began, which may not have seen them.</summary>
    private readonly List<FiringChange> _sinceRead = [];

    public async ValueTask<FiringAlertSet> GetAsync(CancellationToken cancellation)
    {
        var reading = Current(cancellation);
        try
        {
            return With(reading, await reading.WaitAsync(cancellation));
        }
        catch
        {
            Forget(reading);
            throw;
        }
    }

    /// <summary>Call when the change is written.</summary>
    public void Apply(IReadOnlyList<FiringChange> changes)
    {
        lock (_gate)
        {
            if (_reading is null)
                return;
            if (_known is null)
                _sinceRead.AddRange(changes);
            else
                _known = _known.With(changes);
        }
    }

    /// <summary>Concurrent callers share one read.</summary>
    private Task<FiringAlertSet> Current(CancellationToken cancellation)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_reading is null || now - _readAt >= age)
            {
                _sinceRead.Clear();
                (_reading, _readAt, _known) = (read(cancellation), now, null);
            }
            return _reading;
        }
    }

    private FiringAlertSet With(Task<FiringAlertSet> reading, FiringAlertSet stored)
    {
        lock (_gate)
        {
            if (!ReferenceEquals(reading, _reading))
                return stored;
            return _known ??= stored.With(_sinceRead);
        }
    }

    private void Forget(Task<FiringAlertSet> failed)
    {
        lock (_gate)
        {
            if (ReferenceEquals(failed, _reading))
                _reading = null;
        }
    }
}
