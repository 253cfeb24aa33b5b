using System.Collections.Concurrent;

namespace Alerting.Configuration;

/// <summary>Reads one secret by its Parameter Store name. Throws <see cref="SecretException"/> when there is none.</summary>
public delegate Task<string> SecretReader(string name, CancellationToken cancellation);

/// <summary>Secrets, read on first use and kept for five minutes, so that a rotated one is taken up soon.</summary>
public sealed class Secrets(SecretReader read, TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    /// <summary>For a machine without Parameter Store: every read says so.</summary>
    public static Secrets None { get; } = new(
        (name, _) => throw new SecretException($"The parameter {name} cannot be read here: no Parameter Store is set up."),
        TimeProvider.System);

    public async ValueTask<string> ReadAsync(string name, CancellationToken cancellation)
    {
        if (_kept.TryGetValue(name, out var kept) && time.GetElapsedTime(kept.ReadAt) < KeptFor)
            return kept.Value;
        try
        {
            var value = await read(name, cancellation);
            _kept[name] = new Kept(value, time.GetTimestamp());
            return value;
        }
        catch (SecretException) when (kept is not null)
        {
            // Parameter Store is away: what worked five minutes ago most likely still does, and a page must not wait.
            return kept.Value;
        }
    }

    private sealed record Kept(string Value, long ReadAt);
}

/// <summary>A secret could not be read. The message names the parameter, never a value.</summary>
public sealed class SecretException(string message, Exception? inner = null) : Exception(message, inner);
