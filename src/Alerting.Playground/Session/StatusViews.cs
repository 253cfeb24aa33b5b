using Alerting.Fakes;
using Alerting.Playground.Setup;
using Alerting.Playground.Sinks;
using Alerting.Playground.Views;

namespace Alerting.Playground.Session;

/// <summary>Retries, dead letters, faults, silences and counts as the page shows them.</summary>
internal static class StatusViews
{
    private const int MaxRows = 30;

    public static StatusView Of(PlaygroundRun run, SinkHub hub, PlaygroundOptions options)
    {
        var retrying = run.Deliveries.Waiting.Where(queued => queued.Attempts > 0).ToArray();
        return new StatusView(
            options.IsLive,
            run.Config.Smtp is not null,
            new CountsView(run.Events, run.Messages, GroupViews.Held(run.Groups), run.Timeline.Suppressed,
                run.Deliveries.Waiting.Count, run.Deliveries.Dead.Count, run.Groups.Count(GroupViews.IsOpen)),
            hub.Faults.All.Where(pair => pair.Value != ServiceFault.None)
                .ToDictionary(pair => pair.Key, pair => pair.Value.Name()),
            [.. retrying.OrderBy(queued => queued.DueAt).Take(MaxRows).Select(queued =>
                new WaitingView(queued.Delivery.Id, queued.Receiver, queued.Channel, queued.Title, queued.Attempts,
                    queued.DueAt, queued.Reason))],
            [.. run.Deliveries.Dead.TakeLast(MaxRows).Select(queued =>
                new DeadView(queued.Delivery.Id, queued.Receiver, queued.Channel, queued.Title, queued.EndedAt,
                    queued.Reason))],
            [.. run.Silences.Select(
                silence => new SilenceView(silence.Id, [.. silence.ShownMatchers], silence.EndsAt, silence.Comment))],
            [.. run.Config.Targets.Select(target => target.Channel).Distinct()],
            run.Scheduled,
            [.. run.Heartbeats.Select(each => new HeartbeatView(each.Heartbeat.Name, each.State.IsFiring,
                each.State.LastBeat, each.State.FiringSince ?? each.Heartbeat.DueAfter(each.State.Last)))],
            [.. run.Checks.Configured.Select(check => new CheckView(check.Name, check.Url.ToString(),
                run.Checks.IsDown(check.Name), run.Checks.StateOf(check.Name).IsFiring,
                run.Checks.StateOf(check.Name).Failures, check.Failures))],
            run.OnCall.View(run.Config, run.Time.GetUtcNow()));
    }
}
