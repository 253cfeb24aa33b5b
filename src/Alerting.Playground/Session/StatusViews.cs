using Alerting.Playground.Setup;
using Alerting.Playground.Sinks;
using Alerting.Playground.Views;

namespace Alerting.Playground.Session;

/// <summary>Shows what waits, what is dead, what misbehaves and what was counted.</summary>
internal static class StatusViews
{
    private const int Most = 30;

    public static StatusView Of(PlaygroundRun run, SinkHub hub, PlaygroundOptions options)
    {
        var retrying = run.Desk.Waiting.Where(line => line.Attempts > 0).ToArray();
        return new StatusView(
            options.IsLive,
            run.Config.Smtp is not null,
            new CountsView(run.Events, run.Messages, GroupViews.Held(run.Groups), run.Timeline.Suppressed, run.Desk.Waiting.Count, run.Desk.Dead.Count),
            hub.Faults.Where(pair => pair.Value != SinkFault.None).ToDictionary(pair => pair.Key, pair => pair.Value.Name()),
            [.. retrying.OrderBy(line => line.DueAt).Take(Most).Select(line =>
                new WaitingView(line.Delivery.Id, line.Receiver, line.Channel, line.Title, line.Attempts, line.DueAt, line.Reason))],
            [.. run.Desk.Dead.TakeLast(Most).Select(line =>
                new DeadView(line.Delivery.Id, line.Receiver, line.Channel, line.Title, line.EndedAt, line.Reason))],
            [.. run.Silences.Select(silence => new SilenceView(silence.Id, silence.Matchers, silence.EndsAt, silence.Comment))],
            [.. run.Config.Receivers.Values.SelectMany(receiver => receiver.Targets).Select(target => target.Channel).Distinct()],
            run.Scheduled);
    }
}
