using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Sources;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SNSEvents;

namespace Alerting.Functions;

/// <summary>
/// Takes in events from SNS (CloudWatch alarms above all), EventBridge and alarm actions, and tells people. Without a
/// queue and a table, the whole way is gone here: read, classified, routed, written and sent.
/// </summary>
public sealed class AlarmFunction(AlertingServices services)
{
    /// <summary>Lambda needs a moment after the last send to take the answer.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(1);

    private static readonly SourceGeneratorLambdaJsonSerializer<LambdaJson> Serializer = new();

    /// <summary>Any event as Lambda hands it over. Returns the trace as JSON; throws when a message could not be delivered.</summary>
    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var body = new MemoryStream();
        await input.CopyToAsync(body);
        var signals = TryReadSns(body) is { } sns
            ? sns.SelectMany(EventReader.Read)
            : EventReader.Read(body.GetBuffer().AsMemory(0, (int)body.Length));
        return await HandleAsync(signals, context);
    }

    /// <summary>An SNS event, typed.</summary>
    public Task<Stream> HandleAsync(SNSEvent input, ILambdaContext context) =>
        HandleAsync(SnsRecords.Open(input).SelectMany(EventReader.Read), context);

    private async Task<Stream> HandleAsync(IEnumerable<Signal> signals, ILambdaContext context)
    {
        using var limit = new CancellationTokenSource();
        if (context.RemainingTime > Reserve)
            limit.CancelAfter(context.RemainingTime - Reserve);
        var runtime = await services.RuntimeAsync(limit.Token);
        var trace = await runtime.Local.TakeAsync([.. signals], limit.Token);
        var outcomes = await runtime.Deliverer.DeliverAsync(trace.Notifications, limit.Token);
        runtime.Local.Remember(trace, outcomes);
        TraceLog.Write(context.Logger, trace, outcomes, print: services.IsSamLocal);
        Undelivered.ThrowIfAny(outcomes);
        var summary = TraceJson.Write(trace, outcomes, JsonText.Relaxed);
        return new MemoryStream(summary.ToArray(), writable: false);
    }

    /// <summary>
    /// The records of an SNS event; null when it is none, or when one record is so misshapen that the typed reading fails:
    /// then each is read for itself, so that a bad one takes no good one with it.
    /// </summary>
    private static List<EventMessage>? TryReadSns(MemoryStream body)
    {
        try
        {
            body.Position = 0;
            var read = Serializer.Deserialize<SNSEvent>(body);
            return read?.Records?.All(record => record?.Sns?.Message is not null) == true ? SnsRecords.Open(read) : null;
        }
        catch (JsonSerializerException)
        {
            return null;
        }
    }
}
