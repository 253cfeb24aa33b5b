namespace Alerting.Aws.State;

/// <summary>A value that is read again after <paramref name="age"/>.</summary>
internal sealed class Cached<T>(Func<CancellationToken, Task<T>> read, TimeSpan age, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task<T>? _reading;
    private DateTimeOffset _readAt;

    public async ValueTask<T> GetAsync(CancellationToken cancellation)
    {
        var reading = Current(cancellation);
        try
        {
            return await reading.WaitAsync(cancellation);
        }
        catch
        {
            Invalidate();
            throw;
        }
    }

    public void Invalidate()
    {
        lock (_gate)
            _reading = null;
    }

    /// <summary>Concurrent callers share one read.</summary>
    private Task<T> Current(CancellationToken cancellation)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_reading is null || now - _readAt >= age)
                (_reading, _readAt) = (read(cancellation), now);
            return _reading;
        }
    }
}
