using Alerting.Alerts;
using Alerting.Classification;
using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Routing;
using Alerting.Sources;

namespace Alerting;

/// <summary>
/// The way of an event, in order: it is read into signals, each is classified into an alert, each alert is routed, and
/// what goes the same way is grouped into notifications. Everything decided is in the trace that comes back.
/// </summary>
/// <remarks>Thread-safe, and free of side effects: sending the notifications is the deliverer's work.</remarks>
public sealed class AlertPipeline(AlertingConfig config)
{
    private readonly EventIntake _intake = new(config.Logs);
    private readonly Classifier _classifier = new(config);
    private readonly Router _router = new(config.Routes);
    private readonly BatchGrouping _grouping = new(config);

    /// <summary>Runs a Lambda event, or a bare message.</summary>
    public Trace Run(ReadOnlyMemory<byte> body, DateTimeOffset now) => Run(_intake.Read(body), now);

    public Trace Run(IEnumerable<Signal> signals, DateTimeOffset now)
    {
        var trace = new Trace();
        var matches = new List<(TracedAlert, RouteMatch)>();
        foreach (var signal in signals)
        {
            var alert = trace.Add(_classifier.Classify(signal));
            var taken = _router.Match(alert.Alert);
            if (taken.Count == 0)
                alert.Add(new Decision("", "", "", DecisionAction.Suppress, "no route matches it", now));
            matches.AddRange(taken.Select(match => (alert, match)));
        }
        _grouping.Gather(matches, trace, now);
        return trace;
    }
}
