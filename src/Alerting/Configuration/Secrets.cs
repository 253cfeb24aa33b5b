using System.Collections.Concurrent;

namespace Alerting.Configuration;

/// <summary>Reads one secret by its Parameter Store name. Throws <see cref="SecretException"/> when there is none.</summary>
public delegate Task<string> SecretReader(string name, CancellationToken cancellation);

/// <summary>Secrets, read on first use and kept for five minutes, so that a rotated one is taken up soon.</summary>
public sealed class Secrets(SecretReader read, TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    /// <summary>Parameter Store that is away is not asked with every message: each would wait until it does not answer.</summary>
    public static readonly TimeSpan KeptWhileAway = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, CachedSecret> _kept = new(StringComparer.Ordinal);

    /// <summary>For a machine without Parameter Store: every read says so.</summary>
    public static Secrets None { get; } = new(
        (name, _) => throw new SecretException($"The parameter {name} cannot be read here: no Parameter Store is set up."),
        TimeProvider.System);

    /// <summary>As long as it is kept, it is the same object.</summary>
    public ValueTask<string> ReadAsync(string name, CancellationToken cancellation) =>
        _kept.TryGetValue(name, out var kept) && time.GetElapsedTime(kept.ReadAt) < kept.For
            ? new(kept.Value)
            : ReadLatestAsync(name, cancellation);

    /// <summary>What it is now, however lately it was read.</summary>
    public async ValueTask<string> ReadLatestAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var value = await read(name, cancellation);
            _kept[name] = new CachedSecret(value, time.GetTimestamp(), KeptFor);
            return value;
        }
        catch (SecretException) when (_kept.TryGetValue(name, out var kept))
        {
            // Parameter Store is away: what worked five minutes ago most likely still does, and a page must not wait.
            _kept[name] = new CachedSecret(kept.Value, time.GetTimestamp(), KeptWhileAway);
            return kept.Value;
        }
    }

    private sealed record CachedSecret(string Value, long ReadAt, TimeSpan For);
}

/// <summary>A secret could not be read. The message names the parameter, never a value.</summary>
public sealed class SecretException(string message, Exception? inner = null) : Exception(message, inner);
