using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Notifications;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>
/// What one message produces: notifications, messages to other groups, decisions, and changes to the indexes of alerts.
/// </summary>
internal sealed class GroupOutput
{
    private readonly List<GroupDecision> _reasons = new(1);
    private List<NotificationBatch>? _batches;
    private List<GroupEnvelope>? _messages;
    private List<FiringChange>? _firingChanges;

    /// <summary>The alerts that began or ceased to be open at some point of the step.</summary>
    private List<string>? _turned;
    private AlertGroupChange[]? _alertGroups;

    public bool IsEmpty => _batches is null && _messages is null && _alertGroups is null;

    /// <summary>Changes to the index of alerts that may inhibit others.</summary>
    public IReadOnlyList<FiringChange> FiringChanges => _firingChanges is null ? [] : _firingChanges;

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

    public void Index(FiringChange change) => (_firingChanges ??= []).Add(change);

    public void Turn(string fingerprint, AlertEntry? old, AlertEntry? changed)
    {
        if (HasTurned(old, changed))
            Turn(fingerprint);
    }

    public void Turn(string fingerprint) => (_turned ??= []).Add(fingerprint);

    /// <summary>At the end of the step: only an alert that is open now and was not, or the reverse, has turned.</summary>
    public void Compare(GroupState before, GroupState after, EntryListDraft entries)
    {
        var changes = _turned?.Distinct()
            .Where(fingerprint => HasTurned(before.Entries.Find(fingerprint), entries.Find(fingerprint))
                || IsClosed(before, fingerprint) != IsClosed(after, fingerprint))
            .Select(fingerprint => entries.Find(fingerprint)?.IsOpen == true
                ? new AlertGroupChange(fingerprint, IsFiring: true)
                : new AlertGroupChange(fingerprint, IsClosed(after, fingerprint))
                    { IsClosed = IsClosed(after, fingerprint) })
            .ToArray();
        _alertGroups = changes is { Length: > 0 } ? changes : null;
    }

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
        Timeline = outbox.Timeline,
        AlertGroups = _alertGroups is null ? outbox.AlertGroups : [.. Unchanged(outbox), .. _alertGroups],
    };

    /// <summary>
    /// An alert that flapped before an upgrade is not in the index of groups, so that it fires again counts, too.
    /// </summary>
    private static bool HasTurned(AlertEntry? old, AlertEntry? changed) =>
        (old?.IsFiring == true) != (changed?.IsFiring == true) || (old?.IsOpen == true) != (changed?.IsOpen == true);

    private static bool IsClosed(GroupState group, string fingerprint) => group.Closed?.Contains(fingerprint) == true;

    /// <summary>Only the last change of an alert counts.</summary>
    private IEnumerable<AlertGroupChange> Unchanged(Outbox outbox) => (outbox.AlertGroups ?? [])
        .Where(change => !_alertGroups!.Any(later => later.Fingerprint == change.Fingerprint));
}
