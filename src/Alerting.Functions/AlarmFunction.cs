using Alerting.Alerts;
using Alerting.Sources;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SNSEvents;

namespace Alerting.Functions;

/// <summary>Takes in events from SNS (mostly CloudWatch alarms), EventBridge and alarm actions.</summary>
public sealed class AlarmFunction(AlertingServices services)
{
    private static readonly SourceGeneratorLambdaJsonSerializer<LambdaJson> Serializer = new();

    /// <summary>
    /// Returns the trace as JSON. Throws when a message could not be delivered, so Lambda retries the event.
    /// </summary>
    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var body = new MemoryStream();
        await input.CopyToAsync(body);
        var signals = TryReadSns(body) is { } sns
            ? sns.SelectMany(EventReader.Read)
            : EventReader.Read(body.GetBuffer().AsMemory(0, (int)body.Length), context.AwsRequestId);
        return await HandleAsync(signals, context);
    }

    public Task<Stream> HandleAsync(SNSEvent input, ILambdaContext context) =>
        HandleAsync(SnsRecords.Open(input).SelectMany(EventReader.Read), context);

    private async Task<Stream> HandleAsync(IEnumerable<Signal> signals, ILambdaContext context) =>
        (await services.Intake.TakeAsync(signals, context)).ToStream();

    /// <summary>
    /// Null when the event is not from SNS or one record does not fit the type. <see cref="EventReader"/> then reads
    /// record by record, so one malformed record does not lose the others.
    /// </summary>
    private static List<EventMessage>? TryReadSns(MemoryStream body)
    {
        try
        {
            body.Position = 0;
            var read = Serializer.Deserialize<SNSEvent>(body);
            return read?.Records?.All(record => record?.Sns?.Message is not null) == true
                ? SnsRecords.Open(read)
                : null;
        }
        catch (JsonSerializerException)
        {
            return null;
        }
    }
}
