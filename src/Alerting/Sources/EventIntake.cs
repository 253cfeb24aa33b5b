using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Logs.Batches;
using Alerting.Sources.Logs;

namespace Alerting.Sources;

/// <summary>Reads any Lambda event, a batch of log lines or anything else, into signals.</summary>
/// <param name="region">The region of the log groups, which their events do not carry; without it there are no log
/// links.</param>
public sealed class EventIntake(LogOptions options, string? region = null)
{
    private readonly LogEvents _logs = new(options, region, ownLogGroup: null);

    /// <param name="delivery">Distinguishes two deliveries of the same text: a request id or a time.</param>
    /// <exception cref="LogBatchException">The data of a log batch cannot be read.</exception>
    public IReadOnlyList<Signal> Read(ReadOnlyMemory<byte> body, string? delivery = null) =>
        LogEvents.TryOpen(body.Span, out var data) ? _logs.Read(data).Signals : EventReader.Read(body, delivery);
}
