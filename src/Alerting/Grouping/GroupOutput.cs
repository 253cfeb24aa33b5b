using Alerting.Notifications;

namespace Alerting.Grouping;

/// <summary>What a group says while one message is worked on: notifications, messages to others, and reasons.</summary>
internal sealed class GroupOutput
{
    private readonly List<Telling> _tellings = [];
    private readonly List<GroupEnvelope> _messages = [];
    private readonly List<GroupDecision> _reasons = [];

    public bool IsEmpty => _tellings.Count == 0 && _messages.Count == 0;

    public IReadOnlyList<Notification> Notifications =>
        _tellings.Count == 0 ? [] : [.. _tellings.SelectMany(telling => telling.Notifications)];

    public IReadOnlyList<GroupEnvelope> Messages => _messages;

    public IReadOnlyList<GroupDecision> Reasons => _reasons;

    public void Tell(Telling telling) => _tellings.Add(telling);

    public void Send(GroupAddress to, GroupMessage message) => _messages.Add(new GroupEnvelope(to, message));

    public void Decide(
        string fingerprint, IReadOnlyList<string> receivers, DecisionAction action, string reason, DateTimeOffset at, bool isOfEvent = false) =>
        _reasons.Add(new GroupDecision(fingerprint, receivers, action, reason, at, isOfEvent));

    public bool HasDecided(string fingerprint)
    {
        foreach (var decision in _reasons)
            if (decision.Fingerprint == fingerprint)
                return true;
        return false;
    }

    public Outbox AddTo(Outbox outbox) => new()
    {
        Tellings = [.. outbox.Tellings, .. _tellings],
        Messages = [.. outbox.Messages, .. _messages],
    };
}
