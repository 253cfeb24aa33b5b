using Alerting.Alerts;
using Alerting.Sources;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SNSEvents;

namespace Alerting.Functions;

/// <summary>
/// Takes in events from SNS (CloudWatch alarms above all), EventBridge and alarm actions, and tells people.
/// </summary>
public sealed class AlarmFunction(AlertingServices services)
{
    private static readonly SourceGeneratorLambdaJsonSerializer<LambdaJson> Serializer = new();

    /// <summary>Any event as Lambda hands it over. Returns the trace as JSON; throws when a message could not be delivered.</summary>
    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var body = new MemoryStream();
        await input.CopyToAsync(body);
        var signals = TryReadSns(body) is { } sns
            ? sns.SelectMany(EventReader.Read)
            : EventReader.Read(body.GetBuffer().AsMemory(0, (int)body.Length), context.AwsRequestId);
        return await HandleAsync(signals, context);
    }

    /// <summary>An SNS event, typed.</summary>
    public Task<Stream> HandleAsync(SNSEvent input, ILambdaContext context) =>
        HandleAsync(SnsRecords.Open(input).SelectMany(EventReader.Read), context);

    private async Task<Stream> HandleAsync(IEnumerable<Signal> signals, ILambdaContext context) =>
        (await services.Intake.TakeAsync(signals, context)).ToStream();

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
