using System.Collections;
using Alerting.Alerts;

namespace Alerting.Sources;

/// <summary>An empty list of signals with the reason: the reader understood the event, and it needs no alert.</summary>
internal sealed class IgnoredEvent(string reason) : IReadOnlyList<Signal>
{
    /// <summary>A full sentence.</summary>
    public string Reason => reason;

    public int Count => 0;

    public Signal this[int index] => throw new ArgumentOutOfRangeException(nameof(index));

    public IEnumerator<Signal> GetEnumerator() => Enumerable.Empty<Signal>().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
