using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Deliveries;
using Alerting.Incidents;

namespace Alerting.Tests.Deliveries;

/// <summary>The deliveries of an invocation in the timelines of their incidents.</summary>
public sealed class DeliveryTimelineTests
{
    private static readonly DeliveryWriter Writer = new(Some.Config("""
        receivers:
          chat: { slack: "https://hooks.slack.com/services/T/B/chat" }
          room: { slack: "https://hooks.slack.com/services/T/B/room" }
          phone: { sms: "+442079460000" }
        routes: [{ to: [chat, room, phone] }]
        """));

    private readonly Written _written = new();
    private readonly DeliveryTimeline _timeline;

    public DeliveryTimelineTests() => _timeline = new DeliveryTimeline(_written);

    [Fact]
    public async Task What_was_delivered_for_an_incident_is_written_at_once_at_the_end()
    {
        await AddAsync("i1", "chat", new Verdict.Delivered("ok"));
        await AddAsync("i2", "chat", new Verdict.Delivered("ok"));
        await AddAsync("i1", "room", new Verdict.Delivered("ok"));
        _written.Items.ShouldBeEmpty();

        await _timeline.EndAsync(TestContext.Current.CancellationToken);

        _written.Items.ShouldBe(["i1: chat, room", "i2: chat"]);
    }

    /// <summary>Tried again, it replaces what stands here, and that must not be another delivery.</summary>
    [Fact]
    public async Task What_may_be_tried_again_is_written_alone_and_does_not_wait()
    {
        await AddAsync("i1", "chat", new Verdict.Delivered("ok"));
        await AddAsync("i1", "room", new Verdict.Retry("HTTP 500"));
        await AddAsync("i1", "phone", new Verdict.Rejected("HTTP 404"));

        _written.Items.ShouldBe(["i1: room", "i1: phone"]);
        await _timeline.EndAsync(TestContext.Current.CancellationToken);
        _written.Items.ShouldBe(["i1: room", "i1: phone", "i1: chat"]);
    }

    private Task AddAsync(string incident, string receiver, Verdict verdict)
    {
        var notification = Some.Notification(Some.Alert()) with
            { Id = incident + receiver, Receiver = receiver, IncidentId = incident };
        var result = new DeliveryResult();
        result.Add(new DeliveryAttempt([new DeliveryOutcome(Writer.Write(notification).Single(), verdict)]));
        return _timeline.AddAsync(result, Some.Time, TestContext.Current.CancellationToken);
    }

    private sealed class Written : IIncidentTimelines
    {
        public List<string> Items { get; } = [];

        public Task AddAsync(string incidentId, string deliveryId, IReadOnlyList<TimelineEntry> deliveries,
            CancellationToken cancellation)
        {
            Items.Add($"{incidentId}: {string.Join(", ", deliveries.Select(entry => entry.To![0]))}");
            return Task.CompletedTask;
        }

        public Task AddAsync(IncidentPlace place, TimelinePart part, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IncidentPlace?> FindAsync(string incidentId, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<TimelineEntry>> ReadAsync(string incidentId, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<AnswerMark?> FindAnswerAsync(string incidentId, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
