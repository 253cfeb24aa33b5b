using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// CloudWatch alarms through SNS, the Lambda alarm action and EventBridge. The same change becomes the same signal on each.
/// </summary>
internal sealed class AlarmReader : ISourceReader
{
    public const string SourceName = "cloudwatch-alarm";

    public string Source => SourceName;

    public IReadOnlyList<Signal>? Read(EventMessage message)
    {
        if (SnsAlarm.Fits(message.Json))
            return [AlarmSignal.Of(SnsAlarm.Read(message), message)];
        if (SubjectAlarm.Read(message) is { } broken)
            return [AlarmSignal.Of(broken, message)];
        var body = EventAlarm.Body(message.Json);
        if (body.ValueKind != JsonValueKind.Object)
            return null;
        var change = EventAlarm.Read(message, body);
        return body.Text("operation") is { } operation
            ? [ConfigurationChange.Signal(change, operation, body, message)]
            : [AlarmSignal.Of(change, message)];
    }
}
