using Alerting.Alerts;
using Alerting.Classification;
using Alerting.Grouping;
using Alerting.Incidents;
using Alerting.Notifications;
using Alerting.Routing;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>The worker crashes while a policy walks or somebody answers, around its write and its messages.</summary>
public sealed class AnsweredCrashes
{
    private static readonly DateTimeOffset Night = new(2026, 11, 14, 3, 0, 0, TimeSpan.Zero);

    private readonly FailingStore _store = new();
    private readonly GroupWorker _worker;
    private readonly GroupEnvelope _page;

    public AnsweredCrashes()
    {
        var config = Scenario.Load("""
            receivers: { phone: { sms: "+447700900001" }, lead: { sms: "+447700900002" } }
            escalations: { policy: [{ notify: [phone] }, { after: 5m, notify: [lead] }] }
            routes: [{ to: [phone], escalate: policy, repeat: never }]
            """);
        var alert = new Classifier(config).Classify(Some.Alarm("db", Severity.Error, Night));
        var match = new Router(config.Routes).Match(alert)[0];
        _worker = new GroupWorker(new GroupReducer(new GroupRules(config)), _store, _store, _store);
        _page = new GroupEnvelope(new GroupAddress(match.GroupKey, match.Route.Id), new AlertArrived(alert));
    }

    public static TheoryData<int> Steps => [.. Enumerable.Range(1, 7)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task The_next_step_is_asked_under_one_id(int step)
    {
        await _worker.HandleAsync(_page, Night, CancellationToken.None);

        await CrashAsync(new Wake(), Night.AddMinutes(5), step);

        _store.Sent.Where(sent => sent.Kind == NotificationKind.Escalation).Select(sent => (sent.Receiver, sent.Id))
            .Distinct().Count().ShouldBe(1);
        (await IncidentAsync()).Escalation!.Number.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task An_answer_counts_once_and_nobody_else_is_asked(int step)
    {
        await _worker.HandleAsync(_page, Night, CancellationToken.None);
        var incident = await IncidentAsync();

        await CrashAsync(new Acknowledge { Id = "a", IncidentId = incident.Id, By = "ann", At = Night, Seen = 0 },
            Night.AddMinutes(1), step);
        await _worker.HandleAsync(_page with { Message = new Wake() }, Night.AddMinutes(6), CancellationToken.None);

        _store.Sent.Where(sent => sent.Kind == NotificationKind.Acknowledged).Select(sent => sent.Id)
            .Distinct().Count().ShouldBe(1);
        _store.Sent.ShouldNotContain(sent => sent.Kind == NotificationKind.Escalation);
        incident = await IncidentAsync();
        (incident.State, incident.Answers).ShouldBe((IncidentState.Acknowledged, 1));
    }

    /// <summary>The message comes again, as a queue delivers it.</summary>
    private async Task CrashAsync(GroupMessage message, DateTimeOffset at, int step)
    {
        _store.FailsAt = _store.Calls + step;
        for (var attempt = 0; attempt < 4; attempt++)
        {
            try
            {
                await _worker.HandleAsync(
                    _page with { Message = message }, at.AddSeconds(20 * attempt), CancellationToken.None);
            }
            catch (InvalidOperationException) when (attempt < 2)
            {
                continue;
            }
        }
        _store.FailsAt = 0;
    }

    private async Task<Incident> IncidentAsync() =>
        (await _store.LoadAsync(_page.To.Key, CancellationToken.None))!.State.Incident!;
}
