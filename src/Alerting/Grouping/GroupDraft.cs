using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>
/// A group while one message is worked on: what the rules read and change. It lives for the length of one call of the
/// reducer, which is why it may be mutable.
/// </summary>
internal sealed class GroupDraft
{
    private static readonly List<FiringChange> NoChanges = [];

    private List<FiringChange> _firingChanges = NoChanges;
    private readonly MuteContext _muteContext;
    private SeenEvents _seen;
    private DateTimeOffset? _wakeUp;

    public GroupDraft(GroupState before, GroupRules rules, DateTimeOffset now, MuteContext muteContext)
    {
        _muteContext = muteContext;
        Entries = new EntryListDraft(before.Entries);
        (Before, State, Rules, Now) = (before, before, rules, now);
        (_seen, _wakeUp) = (before.Seen, before.WakeUp);
        Policy = rules.Route(before.RouteId);
    }

    public GroupState Before { get; }

    public GroupRules Rules { get; }

    /// <summary>Null when the configuration has the route no more.</summary>
    public RoutePolicy? Policy { get; }

    public DateTimeOffset Now { get; }

    /// <summary>What changes beside the incidents, and beside what changes with each message, which would copy the rest.</summary>
    public GroupState State { get; private set; }

    public EntryListDraft Entries { get; }

    public GroupOutput Output { get; } = new();

    /// <summary>The alert the message is about.</summary>
    public string? Subject { get; set; }

    public bool HasChanged { get; private set; }

    /// <summary>Whether all incidents have to be looked at, and not only the one the message is about.</summary>
    public bool NeedsReview { get; private set; }

    public bool HasNothingOpen => State.OpenCount == 0 && State.Overflow.Firing == 0;

    public bool IsFull => Entries.Length >= GroupState.MaxEntries;

    public void RequestReview() => NeedsReview = true;

    public void Change(GroupState state)
    {
        State = state;
        HasChanged = true;
    }

    public void MarkSeen(ulong eventKey) => (_seen, HasChanged) = (_seen.With(eventKey), true);

    /// <summary>Of a group that closes for good: what others send back to it later is news again.</summary>
    public void ForgetSeen() => (_seen, HasChanged) = (SeenEvents.None, true);

    /// <summary>Asks to be woken no later than this.</summary>
    public void WakeBy(DateTimeOffset? time)
    {
        if (time is { } moment && !(_wakeUp <= moment))
            (_wakeUp, HasChanged) = (moment, true);
    }

    /// <summary>Asks for nothing, up to now.</summary>
    public void WakeNever() => (_wakeUp, HasChanged) = (null, true);

    public AlertEntry? Find(string fingerprint) => Entries.Find(fingerprint);

    public void Put(AlertEntry entry) => Account(entry.Fingerprint, Entries.Put(entry), entry);

    public void Remove(AlertEntry entry)
    {
        Entries.Remove(entry.Fingerprint);
        Account(entry.Fingerprint, entry, null);
    }

    /// <summary>What keeps the alert from being told; what began or ended to fire with this very message counts.</summary>
    public Mute? MuteOf(Alert alert)
    {
        var muteContext = _firingChanges.Count == 0 ? _muteContext : _muteContext with
        {
            Firing =
            [
                .. _muteContext.Firing.Where(firing => firing.GroupKey != Before.Key
                    || !_firingChanges.Exists(change => change.Fingerprint == firing.Fingerprint)),
                .. _firingChanges.Select(change => change.Alert).OfType<FiringAlert>(),
            ],
        };
        return Muting.Of(alert, Rules.Inhibit, muteContext, Now);
    }

    public IReadOnlyList<string> ReceiversOf(AlertEntry entry) => Policy is null ? []
        : entry.ExcludedReceivers.IsEmpty ? Policy.Route.To
        : [.. Policy.Route.To.Where(receiver => !entry.ExcludedReceivers.Contains(receiver))];

    public TimeInterval? Hold => Rules.CannotWait ? null : Policy?.Hold;

    public GroupStep Finish()
    {
        if (!HasChanged)
            return new GroupStep(Before) { HasChanged = false, Reasons = Output.Reasons };
        var state = State with
        {
            Entries = Entries.ToList(),
            Seen = _seen,
            WakeUp = _wakeUp,
            Outbox = Output.IsEmpty ? State.Outbox : Output.AddTo(State.Outbox),
        };
        return new GroupStep(state)
        {
            Notifications = Output.Notifications,
            Messages = Output.Messages,
            Reasons = Output.Reasons,
            FiringChanges = _firingChanges,
        };
    }

    /// <summary>Keeps the count of open incidents and the index of firing alerts in step.</summary>
    private void Account(string fingerprint, AlertEntry? old, AlertEntry? changed)
    {
        HasChanged = true;
        var open = (changed?.IsOpen == true ? 1 : 0) - (old?.IsOpen == true ? 1 : 0);
        if (open != 0)
            State = State with { OpenCount = State.OpenCount + open };
        if (Rules.Inhibit.Count == 0 || (old?.IsFiring == changed?.IsFiring && old?.Severity == changed?.Severity))
            return;
        var inhibited = old is { IsFiring: true } && Rules.Inhibits(old.Alert);
        var inhibits = changed is { IsFiring: true } && Rules.Inhibits(changed.Alert);
        if (!inhibits && !inhibited)
            return;
        if (_firingChanges == NoChanges)
            _firingChanges = [];
        if (inhibits)
            _firingChanges.Add(new FiringChange(Before.Key, fingerprint,
                new FiringAlert(Before.Key, fingerprint, changed!.Alert.Name, changed.Alert.Labels)));
        else
            _firingChanges.Add(new FiringChange(Before.Key, fingerprint, null));
    }
}
