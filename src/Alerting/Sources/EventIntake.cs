using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Sources.Logs;

namespace Alerting.Sources;

/// <summary>The front door: tells a batch of log lines from every other event, and reads either into signals.</summary>
/// <param name="region">Where log groups are, since their events do not say; null leaves links to logs out.</param>
public sealed class EventIntake(LogOptions options, string? region = null)
{
    private readonly LogEvents _logs = new(options, region, ownLogGroup: null);

    /// <summary>The signals in the body of a Lambda event, or in a bare message.</summary>
    /// <param name="delivery">What tells this delivery from another of the same text: the id of the request, or the moment.</param>
    /// <exception cref="LogBatchException">It is a batch of log lines whose data cannot be read.</exception>
    public IReadOnlyList<Signal> Read(ReadOnlyMemory<byte> body, string? delivery = null) =>
        LogEvents.TryOpen(body.Span, out var data) ? _logs.Read(data).Signals : EventReader.Read(body, delivery);
}
