using System.Text;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Functions.Metrics;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Silencing;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Functions.Tests.Metrics;

/// <summary>What becomes a metric of a group's decisions.</summary>
public sealed class DecisionMetricsTests
{
    private AlertingConfig _config = ConfigFile.Load("""
        receivers: { chat: { slack: "https://hooks.slack.com/services/T/B/x" } }
        routes: [{ to: [chat] }]
        """, "alerting.yaml", _ => null).Config!;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 14, 2, 42, 0, TimeSpan.Zero));
    private readonly InvocationMetrics _metrics;
    private GroupState? _state;

    public DecisionMetricsTests() => _metrics = new InvocationMetrics(MetricsDetail.Full, _time);

    [Fact]
    public void The_first_acknowledgement_of_an_incident_is_timed_and_no_other()
    {
        Fire();
        _time.Advance(TimeSpan.FromMinutes(4));
        Answer(id => new Acknowledge { Id = "1", IncidentId = id, By = "ann", At = _time.GetUtcNow() });
        _time.Advance(TimeSpan.FromMinutes(4));
        Answer(id => new Acknowledge { Id = "2", IncidentId = id, By = "bob", At = _time.GetUtcNow() });

        var lines = Lines();
        lines.Single(line => line.Names.Contains("TimeToAcknowledge")).Value("TimeToAcknowledge").ShouldBe(240_000);
        lines.ShouldAllBe(line => !line.Names.Contains("Suppressed"), "an answer suppresses no alert");
    }

    [Fact]
    public void A_snooze_or_an_answer_that_comes_too_late_is_no_acknowledgement()
    {
        Fire();
        Answer(id => new Snooze
            { Id = "1", IncidentId = id, By = "ann", At = _time.GetUtcNow(), Until = _time.GetUtcNow().AddHours(1) });
        Answer(_ => new Acknowledge { Id = "2", IncidentId = "another", By = "ann", At = _time.GetUtcNow() });

        Lines().ShouldBeEmpty();
    }

    [Fact]
    public void An_incident_that_nobody_answered_is_counted_once()
    {
        _config = ConfigFile.Load("""
            receivers: { chat: { slack: "https://hooks.slack.com/services/T/B/x" } }
            escalations: { all: [{ notify: [chat] }, { after: 5m, notify: [chat] }] }
            severity: [{ match: ['name != ""'], severity: critical, override: true }]
            routes: [{ to: [chat], escalate: all }]
            """, "alerting.yaml", _ => null).Config!;
        Fire();
        for (var minute = 0; minute < 240; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Reduce(new GroupEnvelope(new GroupAddress(_state!.Key, _state.RouteId), new Wake()));
        }

        Lines().Where(line => line.Names.Contains("Unanswered")).Sum(line => line.Value("Unanswered")).ShouldBe(1);
    }

    [Fact]
    public void What_a_group_suppresses_is_counted_by_its_reason()
    {
        Fire();
        Fire();

        Lines().Single(line => line.Dimensions is ["Reason"]).Json.GetProperty("Reason").GetString()
            .ShouldBe(nameof(ReasonCode.Duplicate));
    }

    private void Fire()
    {
        var pipeline = new AlertPipeline(_config);
        var body = Encoding.UTF8.GetBytes(Events.Text("cloudwatch-alarm/alarm.json"));
        foreach (var envelope in pipeline.Take(body, _time.GetUtcNow()).Envelopes)
            Reduce(envelope);
    }

    private void Answer(Func<string, PersonAnswer> answer) =>
        Reduce(new GroupEnvelope(new GroupAddress(_state!.Key, _state.RouteId), answer(_state.IncidentId!)));

    private void Reduce(GroupEnvelope envelope)
    {
        var step = new GroupReducer(new GroupRules(_config)).Reduce(
            _state ?? GroupState.New(envelope.To), envelope.Message, _time.GetUtcNow(), MuteContext.Empty);
        _metrics.Count(envelope, step);
        _state = step.State;
    }

    private MetricLine[] Lines() =>
        MetricLine.All(string.Concat(_metrics.TakeLines("Alerting", "INFO").Select(Encoding.UTF8.GetString)));
}
