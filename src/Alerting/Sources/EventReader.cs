using System.Text.Json;
using Alerting.Alerts;
using Alerting.Sources.AwsServices;
using Alerting.Sources.CloudWatchAlarms;
using Alerting.Sources.Generic;
using Alerting.Sources.Webhooks;

namespace Alerting.Sources;

/// <summary>
/// Reads an event, whatever it is, into signals. The readers are asked in order and the first that knows the message
/// takes it; the generic one knows everything, so nothing that comes in vanishes here.
/// </summary>
public static class EventReader
{
    internal const string CutProblem = "The message is JSON that breaks off; it is read as far as it goes.";

    private static readonly ISourceReader[] Readers =
    [
        new AlarmReader(),

        // Web hooks.
        new GrafanaReader(),
        new AlertmanagerReader(),
        new GoAlertReader(),

        // CloudTrail first: its events bear the names of the services that were called.
        new CloudTrailReader(),

        // Health and security.
        new HealthReader(),
        new GuardDutyReader(),
        new SecurityHubReader(),
        new InspectorReader(),
        new AccessAnalyzerReader(),
        new ConfigReader(),
        new AcmReader(),

        // Delivery.
        new CodePipelineReader(),
        new CodeBuildReader(),
        new CodeDeployReader(),
        new CodeCommitReader(),
        new CloudFormationReader(),
        new BeanstalkReader(),

        // What runs.
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

        // Money.
        new BudgetsReader(),
        new CostAnomalyReader(),
        new TrustedAdvisorReader(),

        // What has only an envelope that is known.
        new ChatNotificationReader(),
        new OtherEventReader(),
    ];

    private static readonly GenericReader Generic = new();

    /// <summary>The families that are read, in the order they are asked.</summary>
    public static IEnumerable<string> Sources => Readers.Select(reader => reader.Source).Append(Generic.Source);

    /// <summary>Reads the body of a Lambda event, or a bare message.</summary>
    /// <param name="body">As it came.</param>
    /// <param name="delivery">What tells this delivery from another of the same text: the id of the request, or the moment.</param>
    public static IReadOnlyList<Signal> Read(ReadOnlyMemory<byte> body, string? delivery = null) =>
        [.. ReadEach(body, delivery).SelectMany(reading => reading.Signals)];

    /// <summary>The same message by message, with the reason where one tells nothing.</summary>
    public static IReadOnlyList<EventReading> ReadEach(ReadOnlyMemory<byte> body, string? delivery = null) =>
        [.. EventEnvelope.Open(body).Select((message, index) => ReadMessage(
            delivery is null || message.Delivery is not null ? message : message with { Delivery = $"{delivery}/{index}" }))];

    /// <summary>Reads one unwrapped message. Never throws for what is in it.</summary>
    public static IReadOnlyList<Signal> Read(EventMessage message) => ReadMessage(message).Signals;

    /// <summary>The same, with the reason where an understood message tells nothing.</summary>
    public static EventReading ReadMessage(EventMessage message) =>
        ByKnown(message) ?? (message.Cut.ValueKind == JsonValueKind.Undefined ? null : ReadCut(message))
            ?? Reading(Generic.Source, Generic.Read(message), []);

    /// <summary>
    /// A message that breaks off is read as far as it goes, so that a page does not shrink to a warning because its tail is
    /// missing. What tells nobody anything that way is shown as text.
    /// </summary>
    private static EventReading? ReadCut(EventMessage message)
    {
        var cut = message with { Json = message.Cut, Problems = [CutProblem] };
        return ByKnown(cut) ?? (GenericReader.HasContent(cut) ? Reading(Generic.Source, Generic.Read(cut), []) : null);
    }

    private static EventReading? ByKnown(EventMessage message)
    {
        foreach (var reader in Readers)
        {
            try
            {
                // Each reader notes for itself: what one stumbles over may be right for the next.
                var notes = new ParseWarnings();
                if (reader.Read(message with { Json = message.Json.Noting(notes) }) is { } signals)
                    return Reading(reader.Source, signals, [.. message.Problems, .. notes.Sentences]);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                // A reader stumbled over a shape nobody foresaw. The message is still somebody's alert.
                return Reading(reader.Source, [Generic.ReadFlagged(message,
                    $"This looks like {reader.Source} but could not be read as such.")], []);
            }
        }
        return null;
    }

    private static EventReading Reading(string source, IReadOnlyList<Signal> signals, IReadOnlyList<string> problems)
    {
        if (signals.Count > 0)
            return new EventReading(source, [.. signals.Select(signal => Finished(signal, problems))]);
        var reason = signals is IgnoredEvent nothing ? nothing.Reason : "The message tells nothing.";
        return new EventReading(source, [], reason);
    }

    private static Signal Finished(Signal signal, IReadOnlyList<string> problems)
    {
        if (string.IsNullOrWhiteSpace(signal.Title))
            signal = signal with { Title = $"An alert of {signal.Source} without a title" };
        if (string.IsNullOrWhiteSpace(signal.Name))
            signal = signal with { Name = signal.Source };
        return SignalLimits.Within(problems.Count == 0
            ? signal
            : signal with { Problems = [.. signal.Problems, .. problems] });
    }
}
