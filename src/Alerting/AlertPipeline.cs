using Alerting.Alerts;
using Alerting.Classification;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Heartbeats;
using Alerting.Redaction;
using Alerting.Routing;
using Alerting.Sources;

namespace Alerting;

/// <summary>
/// Turns an event into messages to groups: reads its signals, classifies each into an alert and routes each alert. The
/// groups then decide which receivers to notify and when. The trace records every decision made here. Nothing that
/// leaves the pipeline has secrets.
/// </summary>
/// <remarks>Stateless, thread-safe and free of side effects.</remarks>
public sealed class AlertPipeline
{
    private static readonly Reason NoRoute = new(ReasonCode.NoRoute, "Suppressed: no route matches.");

    private readonly EventIntake _intake;
    private readonly Classifier _classifier;
    private readonly Router _router;
    private readonly AlertRedaction _redaction;
    private readonly GroupAddressing _addressing;
    private readonly BeatFinder _heartbeats;

    public AlertPipeline(AlertingConfig config)
    {
        _intake = new EventIntake(config.Logs);
        _classifier = new Classifier(config);
        _redaction = new AlertRedaction(new Redactor(config.Redact));
        _router = new Router(config.Routes, _redaction);
        _addressing = new GroupAddressing(_router, config.Inhibit);
        _heartbeats = new BeatFinder(config.Heartbeats);
    }

    /// <summary>Accepts a Lambda event or a bare message.</summary>
    public Intake Take(ReadOnlyMemory<byte> body, DateTimeOffset now) => Take(_intake.Read(body, $"{now:O}"), now);

    public Intake Take(IEnumerable<Signal> signals, DateTimeOffset now)
    {
        var trace = new Trace();
        var envelopes = new List<GroupEnvelope>();
        foreach (var signal in signals)
        {
            // The fingerprint, the severity and the routes depend on what the source sent, secrets included.
            var original = new TracedAlert(_classifier.Classify(signal));
            if (_heartbeats.ReasonFor(signal) is { } beat)
            {
                original.Add(new Decision("", "", "", DecisionAction.Suppress, beat, now));
                trace.Add(_redaction.Of(original.Alert), original.Decisions);
                continue;
            }
            var taken = _router.Match(original.Alert);
            if (taken.Count == 0)
                original.Add(new Decision("", "", "", DecisionAction.Suppress, NoRoute, now));
            var addressed = WithUnroutedEnd(original.Alert, _addressing.Address(original, taken, now));
            var alert = trace.Add(_redaction.Of(original.Alert), original.Decisions).Alert;
            envelopes.AddRange(
                addressed.Select(envelope => envelope with { Message = About(alert, envelope.Message) }));
        }
        return new Intake(trace, envelopes.Count > 1 ? AlertBatch.Combine(envelopes) : envelopes);
    }

    private static GroupMessage About(Alert alert, GroupMessage message) => message switch
    {
        AlertArrived arrived => arrived with { Alert = alert },
        AlertMoved moved => moved with { Alert = alert },
        _ => message,
    };

    /// <summary>Somebody may have been notified of an alert whose end matches no route.</summary>
    private static IReadOnlyList<GroupEnvelope> WithUnroutedEnd(Alert alert, IReadOnlyList<GroupEnvelope> envelopes) =>
        alert.IsFiring || envelopes.Any(envelope => envelope.Message is AlertArrived)
            ? envelopes
            : [.. envelopes, new GroupEnvelope(UnroutedEnd.AddressOf(alert), new AlertArrived(alert))];
}

/// <summary>The trace of an event so far, and its messages to groups: one for each group.</summary>
public sealed record Intake(Trace Trace, IReadOnlyList<GroupEnvelope> Envelopes);
