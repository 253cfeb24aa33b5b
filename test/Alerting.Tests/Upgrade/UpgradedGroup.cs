using System.Text.Json;
using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Tests.Upgrade;

/// <summary>A group stored by version 1, processed by the current reducer.</summary>
internal sealed class UpgradedGroup(string name)
{
    private readonly GroupReducer _reducer =
        new(new GroupRules(Version1.Config) { DigestGrace = TimeSpan.FromSeconds(90) });
    private readonly AlertPipeline _pipeline = new(Version1.Config);
    private DateTimeOffset _now;

    public GroupState State { get; private set; } = Version1.Group(name);

    public MuteContext Around { get; set; } = MuteContext.Empty;

    public List<GroupEnvelope> Sent { get; } = [];

    public List<FiringChange> FiringChanges { get; } = [];

    /// <summary>A time in the night of the fixtures, or a full timestamp.</summary>
    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text.Length == 5 ? $"2026-11-14T{text}:00Z" : text, null);

    public UpgradedGroup At(string time)
    {
        _now = Time(time);
        return this;
    }

    public IReadOnlyList<Notification> Wakes() => Takes(new Wake());

    /// <summary>Sends an event through the current pipeline.</summary>
    public IReadOnlyList<Notification> Receives(Signal signal)
    {
        var alert = _pipeline.Take([signal], _now).Trace.Alerts.ShouldHaveSingleItem().Alert;
        return Takes(new AlertArrived(alert));
    }

    public IReadOnlyList<Notification> Takes(GroupMessage message)
    {
        var step = _reducer.Reduce(State, message, _now, Around);
        Sent.AddRange(step.State.Outbox.Messages);
        FiringChanges.AddRange(step.FiringChanges);
        // Continue as if the outbox was sent and the state stored as JSON.
        var kept = JsonSerializer.SerializeToUtf8Bytes(step.State with { Outbox = Outbox.Empty },
            GroupJson.Compact.GroupState);
        State = JsonSerializer.Deserialize(kept, GroupJson.Compact.GroupState)!;
        return [.. step.State.Outbox.Notifications, .. Gathered(step.State.Outbox.Messages)];
    }

    /// <summary>What the receivers' digests make of it at once; what was held waits for other groups.</summary>
    private IEnumerable<Notification> Gathered(IReadOnlyList<GroupEnvelope> sent)
    {
        foreach (var (to, part) in sent.Where(each => each.Message is DigestPart { Cause: not DigestCause.HoldReleased }))
        {
            var step = _reducer.Reduce(GroupState.New(to), part, _now, Around);
            foreach (var notification in step.Notifications)
                yield return notification;
            var woken = _reducer.Reduce(step.State, new Wake(), _now, Around);
            foreach (var notification in woken.Notifications)
                yield return notification;
        }
    }
}

/// <summary>Other items stored by version 1, and later events.</summary>
internal static class Stored
{
    public static Silence Silence =>
        Version1.Json(Version1.Item("silence"), "silence").Deserialize(GroupJson.Compact.Silence)!;

    public static FiringAlert Firing =>
        Version1.Json(Version1.Item("firing"), "alert").Deserialize(GroupJson.Compact.FiringAlert)!;

    /// <summary>The resolved event of an alarm.</summary>
    public static Signal Ok(string name, DateTimeOffset at) => new()
    {
        Source = "cloudwatch-alarm",
        Name = name,
        Title = name,
        Identity = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:" + name,
        EventKey = $"{name}|{at:O}|OK",
        Status = AlertStatus.Resolved,
        State = "OK",
        Account = "123456789012",
        Region = "eu-west-1",
        Service = name.Split('-')[0],
        OccurredAt = at,
        Recovers = true,
        Fallback = new SeverityClaim(Severity.Error, "OK ends an ALARM"),
    };
}
