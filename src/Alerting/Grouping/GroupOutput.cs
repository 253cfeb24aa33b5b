using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Notifications;

namespace Alerting.Grouping;

/// <summary>What one message produces: notifications, messages to other groups, and decisions.</summary>
internal sealed class GroupOutput
{
    private readonly List<GroupDecision> _reasons = new(1);
    private List<NotificationBatch>? _batches;
    private List<GroupEnvelope>? _messages;

    public bool IsEmpty => _batches is null && _messages is null && AlertGroups is null;

    /// <summary>Null for none.</summary>
    public IReadOnlyList<AlertGroupChange>? AlertGroups { get; set; }

    public IReadOnlyList<Notification> Notifications =>
        _batches is null ? [] : [.. _batches.SelectMany(batch => batch.Notifications)];

    public IReadOnlyList<GroupEnvelope> Messages => _messages is null ? [] : _messages;

    public IReadOnlyList<GroupDecision> Reasons => _reasons;

    public void Notify(NotificationBatch batch) => (_batches ??= []).Add(batch);

    public void Send(GroupAddress to, GroupMessage message) => (_messages ??= []).Add(new GroupEnvelope(to, message));

    public void Decide(
        string fingerprint, IReadOnlyList<string> receivers, DecisionAction action, Reason reason, DateTimeOffset at,
        bool isOfEvent = false) =>
        _reasons.Add(new GroupDecision(fingerprint, receivers, action, reason, at, isOfEvent));

    public bool HasDecided(string fingerprint)
    {
        foreach (var decision in _reasons)
        {
            if (decision.Fingerprint == fingerprint)
                return true;
        }
        return false;
    }

    public Outbox AddTo(Outbox outbox) => new()
    {
        Batches = [.. outbox.Batches, .. _batches ?? []],
        Messages = [.. outbox.Messages, .. _messages ?? []],
        AlertGroups = AlertGroups is null ? outbox.AlertGroups : [.. Unchanged(outbox), .. AlertGroups],
    };

    /// <summary>Only the last change of an alert counts.</summary>
    private IEnumerable<AlertGroupChange> Unchanged(Outbox outbox) => (outbox.AlertGroups ?? [])
        .Where(change => !AlertGroups!.Any(later => later.Fingerprint == change.Fingerprint));
}
