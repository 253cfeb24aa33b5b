using System.Collections.Concurrent;

namespace Alerting.Configuration;

/// <summary>
/// Reads one secret by its Parameter Store name. Throws <see cref="SecretException"/> if it cannot be read.
/// </summary>
public delegate Task<string> SecretReader(string name, CancellationToken cancellation);

/// <summary>
/// Reads secrets on first use and caches them for five minutes, so that a rotated secret is picked up soon.
/// </summary>
public sealed class Secrets(SecretReader read, TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    /// <summary>
    /// While Parameter Store is down, retry only every 30 seconds: each message would wait for its timeout.
    /// </summary>
    public static readonly TimeSpan KeptWhileAway = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, CachedSecret> _kept = new(StringComparer.Ordinal);

    /// <summary>Returns the same string object while the secret is cached.</summary>
    public ValueTask<string> ReadAsync(string name, CancellationToken cancellation) =>
        _kept.TryGetValue(name, out var kept) && time.GetElapsedTime(kept.ReadAt) < kept.For
            ? new(kept.Value)
            : ReadLatestAsync(name, cancellation);

    /// <summary>Reads the secret again, even if it is cached.</summary>
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
            // A value that worked five minutes ago most likely still does, and a page must not wait.
            _kept[name] = new CachedSecret(kept.Value, time.GetTimestamp(), KeptWhileAway);
            return kept.Value;
        }
    }

    private sealed record CachedSecret(string Value, long ReadAt, TimeSpan For);
}

/// <summary>A secret could not be read. The message names the parameter, never a value.</summary>
public sealed class SecretException(string message, Exception? inner = null) : Exception(message, inner);
