using Alerting.Sources;
using Amazon.Lambda.SNSEvents;

namespace Alerting.Functions;

internal static class SnsRecords
{
    public static List<EventMessage> Open(SNSEvent input) =>
        [.. (input.Records ?? []).Where(record => record?.Sns is not null).Select(record => Open(record.Sns))];

    private static EventMessage Open(SNSEvent.SNSMessage sns) => EventEnvelope.FromSns(
        sns.Message, sns.Subject, sns.TopicArn, sns.MessageId,
        sns.Timestamp == default ? null : new DateTimeOffset(DateTime.SpecifyKind(sns.Timestamp, DateTimeKind.Utc)),
        (sns.MessageAttributes ?? new Dictionary<string, SNSEvent.MessageAttribute>())
            .Where(attribute => attribute.Value?.Value is not null)
            .ToDictionary(attribute => attribute.Key, attribute => attribute.Value.Value));
}
