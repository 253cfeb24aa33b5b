using Alerting.Configuration;
using Alerting.Grouping;
using Alerting.Grouping.Handovers;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.OnCall;
using NodaTime;

namespace Alerting.InProcess;

/// <summary>Notices handovers of the schedules, in one process and to the second.</summary>
internal sealed class LocalHandovers(InMemoryGroupStore store)
{
    private readonly Dictionary<string, OnCallSeen> _seen = new(StringComparer.Ordinal);
    private AlertingConfig? _config;
    private (Schedule Schedule, HandoverScope Scope)[] _schedules = [];
    private OnCallRecords? _records;
    private DateTimeOffset? _next;

    /// <summary>The next handover that somebody may have to know of; null while no incident is open.</summary>
    public DateTimeOffset? NextAt(AlertingConfig config, DateTimeOffset now)
    {
        Configure(config);
        if (_schedules.Length == 0 || !store.Groups.Any(group => group.OpenCount > 0))
            return null;
        if (!ReferenceEquals(_records, store.OnCall) || _next <= now)
            Plan(now);
        return _next;
    }

    /// <summary>Who is on call as long as nothing is open: a later change is a handover.</summary>
    public void Observe(AlertingConfig config, DateTimeOffset now)
    {
        Configure(config);
        if (_schedules.Length > 0 && !store.Groups.Any(group => group.OpenCount > 0))
            _ = Take(now);
    }

    /// <summary>The notices of the handovers since the last look, and what the groups learn of them.</summary>
    public (IReadOnlyList<Notification> Notices, IReadOnlyList<GroupEnvelope> Messages) Take(DateTimeOffset now)
    {
        var (notices, messages) = (new List<Notification>(), new List<GroupEnvelope>());
        foreach (var (schedule, scope) in _schedules)
        {
            var next = OnCallSeen.Next(
                schedule, _config!.People, store.OnCall, _seen.GetValueOrDefault(schedule.Name), now);
            _seen[schedule.Name] = next with { Handover = null };
            if (next.Handover is not { } handover)
                continue;
            GroupState[] open = [.. store.Groups.Where(scope.Concerns)];
            var sent = HandoverNotice.Of(_config, handover, open);
            notices.AddRange(sent);
            messages.AddRange(HandoverNotice.ForGroups(_config, handover, open, sent));
        }
        Plan(now);
        return (notices, messages);
    }

    private void Configure(AlertingConfig config)
    {
        if (ReferenceEquals(_config, config))
            return;
        _config = config;
        _schedules = [.. config.Schedules.Values
            .Select(schedule => (schedule, new HandoverScope(config, schedule.Name))).Where(each => each.Item2.IsUsed)];
        _records = null;
    }

    private void Plan(DateTimeOffset now)
    {
        _records = store.OnCall;
        var times = _schedules.Select(each => (DateTimeOffset?)NextOf(each.Schedule, now));
        _next = times.Min();
    }

    private DateTimeOffset? NextOf(Schedule schedule, DateTimeOffset now)
    {
        var known = _seen.GetValueOrDefault(schedule.Name);
        if (OnCallSeen.Next(schedule, _config!.People, store.OnCall, known, now) is { Handover: not null })
            return now;
        var timeline = new OnCallTimeline(schedule, _config.People, store.OnCall);
        return timeline.NowAndNext(Instant.FromDateTimeOffset(now)).Until?.ToDateTimeOffset();
    }
}
