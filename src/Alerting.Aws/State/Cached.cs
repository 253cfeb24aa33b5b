namespace Alerting.Aws.State;

/// <summary>A value that is read again when it is older than it may be.</summary>
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
            Forget();
            throw;
        }
    }

    public void Forget()
    {
        lock (_gate)
            _reading = null;
    }

    /// <summary>The groups of one batch ask at the same moment; one of them reads for all.</summary>
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
