using System.Text.Json;
using Alerting.Alerts;
using Alerting.Sources.AwsServices;
using Alerting.Sources.CloudWatchAlarms;
using Alerting.Sources.Generic;
using Alerting.Sources.Webhooks;

namespace Alerting.Sources;

/// <summary>
/// Reads any event into signals. The first reader that recognizes a message reads it; the generic reader takes the
/// rest, so nothing is lost.
/// </summary>
public static class EventReader
{
    internal const string TruncatedProblem = "The message is truncated JSON, read up to where it ends.";

    private static readonly ISourceReader[] Readers =
    [
        new AlarmReader(),

        // Webhooks.
        new GrafanaReader(),
        new AlertmanagerReader(),
        new GoAlertReader(),

        // CloudTrail first, because its events carry the source of the called service.
        new CloudTrailReader(),

        // Health and security.
        new HealthReader(),
        new GuardDutyReader(),
        new SecurityHubReader(),
        new InspectorReader(),
        new AccessAnalyzerReader(),
        new ConfigReader(),
        new AcmReader(),

        // Deployment.
        new CodePipelineReader(),
        new CodeBuildReader(),
        new CodeDeployReader(),
        new CodeCommitReader(),
        new CloudFormationReader(),
        new BeanstalkReader(),

        // Compute.
        new EcsReader(),
        new BatchReader(),
        new AutoScalingReader(),
        new Ec2Reader(),
        new SystemsManagerReader(),
        new LambdaDestinationReader(),
        new StepFunctionsReader(),
        new GlueReader(),

        // Data.
        new RdsReader(),
        new DmsReader(),
        new RedshiftReader(),
        new ElastiCacheReader(),
        new BackupReader(),
        new S3Reader(),
        new SesReader(),

        // Cost.
        new BudgetsReader(),
        new CostAnomalyReader(),
        new TrustedAdvisorReader(),

        // Known envelopes with unknown content.
        new ChatNotificationReader(),
        new OtherEventReader(),
    ];

    private static readonly GenericReader Generic = new();

    /// <summary>The source names, in the order the readers are tried.</summary>
    public static IEnumerable<string> Sources => Readers.Select(reader => reader.Source).Append(Generic.Source);

    /// <summary>Reads the body of a Lambda event, or a message without a transport.</summary>
    /// <param name="delivery">Distinguishes two deliveries of the same text: a request id or a time.</param>
    public static IReadOnlyList<Signal> Read(ReadOnlyMemory<byte> body, string? delivery = null) =>
        [.. ReadEach(body, delivery).SelectMany(reading => reading.Signals)];

    /// <summary>One reading per message, with the reason if a message has no signals.</summary>
    public static IReadOnlyList<EventReading> ReadEach(ReadOnlyMemory<byte> body, string? delivery = null) =>
        [.. EventEnvelope.Open(body).Select((message, index) => ReadMessage(
            delivery is null || message.Delivery is not null
                ? message
                : message with { Delivery = $"{delivery}/{index}" }))];

    /// <summary>Reads one unwrapped message. Never throws because of its content.</summary>
    public static IReadOnlyList<Signal> Read(EventMessage message) => ReadMessage(message).Signals;

    public static EventReading ReadMessage(EventMessage message) =>
        ReadByKnownReader(message)
            ?? (message.Truncated.ValueKind == JsonValueKind.Undefined ? null : ReadTruncated(message))
            ?? Reading(Generic.Source, Generic.Read(message), []);

    /// <summary>
    /// Truncated JSON is read up to where it ends, because a page must not become a warning for a missing tail. If too
    /// little is left, the message is shown as text.
    /// </summary>
    private static EventReading? ReadTruncated(EventMessage message)
    {
        var cut = message with { Json = message.Truncated, Problems = [TruncatedProblem] };
        return ReadByKnownReader(cut)
            ?? (GenericReader.HasContent(cut) ? Reading(Generic.Source, Generic.Read(cut), []) : null);
    }

    private static EventReading? ReadByKnownReader(EventMessage message)
    {
        foreach (var reader in Readers)
        {
            try
            {
                // Warnings are per reader: a value that one rejects may be right for the next.
                var warnings = new ParseWarnings();
                if (reader.Read(message with { Json = message.Json.WithWarnings(warnings) }) is { } signals)
                    return Reading(reader.Source, signals, [.. message.Problems, .. warnings.Sentences]);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // The reader did not expect this format, but the message still needs an alert.
                return Reading(reader.Source, [Generic.ReadWithProblem(message,
                    $"This looks like a {reader.Source} event but could not be parsed; shown as received.")], []);
            }
        }
        return null;
    }

    private static EventReading Reading(string source, IReadOnlyList<Signal> signals, IReadOnlyList<string> problems)
    {
        if (signals.Count > 0)
            return new EventReading(source, [.. signals.Select(signal => Complete(signal, problems))]);
        var reason = signals is IgnoredEvent ignored ? ignored.Reason : "The message contains no alerts.";
        return new EventReading(source, [], reason);
    }

    private static Signal Complete(Signal signal, IReadOnlyList<string> problems)
    {
        if (string.IsNullOrWhiteSpace(signal.Title))
            signal = signal with { Title = $"{signal.Source} alert without a title" };
        if (string.IsNullOrWhiteSpace(signal.Name))
            signal = signal with { Name = signal.Source };
        return SignalLimits.Within(problems.Count == 0
            ? signal
            : signal with { Problems = [.. signal.Problems, .. problems] });
    }
}
