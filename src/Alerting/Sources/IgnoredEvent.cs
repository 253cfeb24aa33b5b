using System.Collections;
using Alerting.Alerts;

namespace Alerting.Sources;

/// <summary>
/// No signals, and why: what a reader answers to a message it understood and that tells nobody anything.
/// </summary>
internal sealed class IgnoredEvent(string reason) : IReadOnlyList<Signal>
{
    /// <summary>A sentence, for the record.</summary>
    public string Reason => reason;

    public int Count => 0;

    public Signal this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<Signal> GetEnumerator() => Enumerable.Empty<Signal>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
