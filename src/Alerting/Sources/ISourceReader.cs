using Alerting.Alerts;

namespace Alerting.Sources;

/// <summary>
/// Reads the messages of one family of events. A reader is stateless, and so tolerant that a missing or misshapen
/// field costs that field only; it may throw on what nobody foresaw, and the message is then read by <see
/// cref="Generic.GenericReader"/>.
/// </summary>
public interface ISourceReader
{
    /// <summary>The family's name, as in the <c>source</c> label.</summary>
    string Source { get; }

    /// <summary>
    /// The signals in the message, or null when it is not of this family. Empty means: understood, nothing to tell.
    /// </summary>
    IReadOnlyList<Signal>? Read(EventMessage message);
}
