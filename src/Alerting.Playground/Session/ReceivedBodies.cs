using Alerting.Playground.Events;

namespace Alerting.Playground.Session;

/// <summary>The last event of each alert as received, from which the event that resolves it is derived.</summary>
internal sealed class ReceivedBodies
{
    private const int Max = 2000;

    private readonly Dictionary<string, ReceivedBody> _byFingerprint = new(StringComparer.Ordinal);

    public void Keep(string fingerprint, ReceivedBody body)
    {
        if (_byFingerprint.Count >= Max)
            _byFingerprint.Clear();
        _byFingerprint[fingerprint] = body;
    }

    public bool CanResolve(string fingerprint) =>
        _byFingerprint.TryGetValue(fingerprint, out var body) && body.CanResolve;

    /// <summary>Null if that is not possible.</summary>
    public ReadOnlyMemory<byte>? ResolvingEventFor(string fingerprint, DateTimeOffset now) =>
        _byFingerprint.TryGetValue(fingerprint, out var body) ? ResolvingEvent.Of(body.Bytes, now) : null;
}

/// <summary>An event as received. Whether it can be resolved is computed once, on demand.</summary>
internal sealed class ReceivedBody(ReadOnlyMemory<byte> bytes)
{
    private readonly Lazy<bool> _canResolve = new(() => ResolvingEvent.CanResolve(bytes));

    public ReadOnlyMemory<byte> Bytes => bytes;

    public bool CanResolve => _canResolve.Value;
}
