using Alerting.Alerts;

namespace Alerting.Sources;

/// <summary>
/// Reads one kind of message. Readers are stateless, and a missing or malformed field costs only that field. If a
/// reader throws, <see cref="Generic.GenericReader"/> reads the message instead.
/// </summary>
public interface ISourceReader
{
    /// <summary>The value of the <c>source</c> label.</summary>
    string Source { get; }

    /// <summary>
    /// The signals; null if the message is of another kind, an <see cref="IgnoredEvent"/> if there are none.
    /// </summary>
    IReadOnlyList<Signal>? Read(EventMessage message);
}
