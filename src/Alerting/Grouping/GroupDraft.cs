using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Grouping.Schedule;
using Alerting.Grouping.Storage;
using Alerting.Incidents;
using Alerting.OnCall;
using Alerting.OnCall.Contacts;
using Alerting.Routing;
using Alerting.Silencing;

namespace Alerting.Grouping;

/// <summary>
/// A group while one message is processed: what the rules read and change. Mutable, because it lives only for one call
/// of the reducer.
/// </summary>
internal sealed class GroupDraft
{
    /// <summary>A quiet group is kept for a day, to recognise late and repeated events.</summary>
    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromDays(1);

    private static readonly Recipients NoRecipients = new([]);

    private MuteContext _muteContext;
    private int _appliedChanges;

    /// <summary>The same for all alerts of a step.</summary>
    private Mute? _timeMute;
    private bool _knowsTimeMute;

    /// <summary>Most messages have one subject, which needs no set.</summary>
    private string? _subject;
    private HashSet<string>? _subjects;
    private SeenEvents _seen;
    private DateTimeOffset? _wakeUp;

    /// <summary>Known once the whole group was planned.</summary>
    private InhibitedWait? _inhibited;

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

    /// <summary>Null if the route was removed from the configuration.</summary>
    public RoutePolicy? Policy { get; }

    /// <summary>Whether its route was removed from the configuration, or notifies nobody on purpose.</summary>
    public bool HasNoReceivers => Policy is null or { Route.IsNull: true };

    public DateTimeOffset Now { get; }

    /// <summary>
    /// Everything but the entries, seen events and wake-up, which change with most messages and would copy the rest.
    /// </summary>
    public GroupState State { get; private set; }

    public EntryListDraft Entries { get; }

    public GroupOutput Output { get; } = new();

    /// <summary>Whether the message is a wake-up, which comes after all other messages of its moment.</summary>
    public bool IsWakeUp { get; init; }

    /// <summary>Whether the message was handed out before, so its pages may have been sent without state.</summary>
    public bool IsRetried { get; init; }

    /// <summary>When the message was queued.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>The alerts the message is about.</summary>
    public IReadOnlyCollection<string> Subjects =>
        _subjects is not null ? _subjects : _subject is null ? [] : [_subject];

    public bool HasChanged { get; private set; }

    /// <summary>Whether time or a changed silence started this step, which probably makes other groups notify, too.</summary>
    public bool ConcernsOthers { get; init; }

    /// <summary>Whether to check all alerts, not only the message's subject.</summary>
    public bool NeedsReview { get; private set; }

    public IReadOnlyList<Silence> Silences => _muteContext.Silences;

    /// <summary>The open incident. An earlier version may have opened it.</summary>
    public Incident Incident => State.Incident is { } known && known.Id == State.IncidentId ? known
        : new Incident(State.IncidentId ?? Before.Key, State.OpenedAt ?? Now);

    public bool HasNothingOpen => State.OpenCount == 0 && State.OverflowFiring == 0;

    public bool IsFull => Entries.Length >= GroupState.MaxEntries;

    public void AddSubject(string fingerprint)
    {
        if (_subject is null || _subject == fingerprint)
            _subject = fingerprint;
        else
            (_subjects ??= new HashSet<string>(StringComparer.Ordinal) { _subject }).Add(fingerprint);
    }

    public bool IsSubject(string fingerprint) =>
        _subjects?.Contains(fingerprint) ?? _subject == fingerprint;

    public void RequestReview() => NeedsReview = true;

    public void Change(GroupState state)
    {
        State = state;
        HasChanged = true;
    }

    /// <summary>
    /// Numbers the next notification. Its place does not depend on when the message is processed: a page that went without
    /// the group's state and its copy have the same, and so has what was decided before or after it.
    /// </summary>
    public void Advance() => Change(State with
    {
        Sequence = State.Sequence + 1, Order = Math.Max(State.Order + 1, QueuedAt.ToUnixTimeMilliseconds()),
    });

    /// <summary>Leaves the message's place to the page that went without state, so that what follows comes after it.</summary>
    public void LeavePlace() =>
        Change(State with { Order = Math.Max(State.Order, QueuedAt.ToUnixTimeMilliseconds()) });

    public void MarkSeen(ulong eventKey) => (_seen, HasChanged) = (_seen.With(eventKey), true);

    /// <summary>For a group that closes for good, so events sent back to it later count as new.</summary>
    public void ForgetSeen() => (_seen, HasChanged) = (SeenEvents.None, true);

    /// <summary>Requests a wake-up no later than this.</summary>
    public void WakeBy(DateTimeOffset? time)
    {
        if (time is not { } moment)
            return;
        _inhibited?.WakeBy(moment);
        if (!(_wakeUp <= moment))
            (_wakeUp, HasChanged) = (moment, true);
    }

    /// <summary>Requests a wake-up to look whether the alert is still inhibited.</summary>
    public void ReviewBy(DateTimeOffset time, string fingerprint, Mute inhibition)
    {
        _inhibited?.Add(fingerprint, inhibition);
        if (!(_wakeUp <= time))
            (_wakeUp, HasChanged) = (time, true);
    }

    public void ClearWakeUp() =>
        (_wakeUp, HasChanged, _inhibited) = (null, true, Rules.Inhibit.Count > 0 ? new InhibitedWait() : null);

    /// <summary>Call when nothing is pending: a quiet group expires.</summary>
    public void ForgetWhenQuiet()
    {
        if (HasNothingOpen)
            Change(State with { ForgetAt = Now + (State.Closed is null ? DuplicateWindow : ClosedAlerts.Memory) });
    }

    /// <summary>Records why the event just processed notifies nobody.</summary>
    public void Suppress(Alert alert, Reason reason) => Output.Decide(
        alert.Fingerprint, Policy?.Route.To ?? [], DecisionAction.Suppress, reason, Now, isOfEvent: true);

    /// <summary>
    /// Whether a timer ran out. At one moment events come first, so an event leaves the timers of that moment to the
    /// wake-up.
    /// </summary>
    public bool IsOver(DateTimeOffset? time) => IsWakeUp ? time <= Now : time < Now;

    /// <summary>
    /// Whether an unchanged alert's timer runs out at this very moment: another event of the moment may still change it.
    /// A held alert that ends at this moment still belongs to the digest of the others.
    /// </summary>
    public bool LeavesToWakeUp(AlertEntry entry) => IsTie
        && (entry is { IsHeld: true, Pending: PendingNotification.Recovered or PendingNotification.Resolved }
            || ReferenceEquals(Before.Entries.Find(entry.Fingerprint), entry));

    /// <summary>Whether the message has the same time as a timer of the group.</summary>
    public bool IsTie => !IsWakeUp && Before.WakeUp == Now;

    public AlertEntry? Find(string fingerprint) => Entries.Find(fingerprint);

    public void Put(AlertEntry entry) => Account(entry.Fingerprint, Entries.Put(entry), entry);

    public void Remove(AlertEntry entry)
    {
        Entries.Remove(entry.Fingerprint);
        Account(entry.Fingerprint, entry, null);
    }

    /// <summary>The mute of the alert, taking into account what this message started or resolved.</summary>
    public Mute? MuteOf(Alert alert)
    {
        var byTime = TimeMute;
        if (Silences.Count == 0 && Rules.Inhibit.Count == 0)
            return byTime;
        if (Output.FiringChanges is { } changes && changes.Count > _appliedChanges)
        {
            _muteContext = _muteContext.With([.. changes.Skip(_appliedChanges)], Rules.Inhibit);
            _appliedChanges = changes.Count;
        }
        return Muting.Of(alert, Rules.Inhibit, _muteContext, Rules.TimeZone, Now, FiringSince(alert)) ?? byTime;
    }

    private Mute? TimeMute
    {
        get
        {
            if (!_knowsTimeMute)
                (_timeMute, _knowsTimeMute) = (Policy?.TimeMutes?.At(Now, Rules.TimeZone), true);
            return _timeMute;
        }
    }

    /// <summary>By our clock or by the source's; null if the alert only just began to fire.</summary>
    private DateTimeOffset? FiringSince(Alert alert) =>
        Find(alert.Fingerprint) is { IsFiring: true } entry
            ? entry.Since < entry.ChangedAt ? entry.Since : entry.ChangedAt : null;

    /// <summary>The route's receivers and, of a page, whom the escalation asked.</summary>
    public IReadOnlyList<string> ReceiversOf(AlertEntry entry)
    {
        var route = RecipientsOf(entry.Severity, entry.ExcludedReceivers).Names;
        return Policy is null || State.Incident is not { IsOver: false, Escalation: { Asked.Count: > 0 } escalation }
            ? route
            : [.. route.Union(escalation.Receivers.Where(
                name => entry.Severity.IsPage() || entry.NotifiedReceivers.Contains(name)))];
    }

    /// <summary>Who the route's receivers stand for, without those that another route notifies.</summary>
    public Recipients RecipientsOf(Severity severity, IReadOnlyList<string> excluded)
    {
        if (Policy is null)
            return NoRecipients;
        var to = excluded.Count == 0 ? Policy.Route.To : [.. Policy.Route.To.Where(each => !excluded.Contains(each))];
        return Rules.Recipients.Of(to, severity, OnCall, Now);
    }

    /// <summary>Who is on call beside what the configuration says.</summary>
    public OnCallRecords OnCall => _muteContext.OnCall;

    /// <summary>Suppressing an alert that flaps takes a later wake-up to say how it ended.</summary>
    public FlappingOptions Flapping => Rules.CannotWait ? FlappingOptions.Never
        : Policy?.Route.Flapping ?? Rules.Flapping;

    /// <summary>Whether the receiver wants the end of the alert, as severe as it was notified.</summary>
    public bool SendsResolved(string receiver, AlertEntry entry)
    {
        var severity = entry.NotifiedSeverity ?? entry.Severity;
        return Policy?.Route.WithoutResolved.Contains(severity) != true && Rules.SendsResolved(receiver, severity);
    }

    /// <summary>For what is only counted: whether it wants the end of alerts of any severity.</summary>
    public bool SendsAnyResolved(string receiver) => Enum.GetValues<Severity>().Any(severity =>
        Policy?.Route.WithoutResolved.Contains(severity) != true && Rules.SendsResolved(receiver, severity));

    public TimeInterval? Hold => Rules.CannotWait ? null : Policy?.Hold;

    public GroupStep Finish()
    {
        Output.Compare(Before, State, Entries);
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
            FiringChanges = Output.FiringChanges,
            Inhibited = _inhibited is { By.Count: > 0 } wait && !State.HasOverflow ? wait : null,
        };
    }

    /// <summary>Keeps the open count and the indexes of firing alerts in step.</summary>
    private void Account(string fingerprint, AlertEntry? old, AlertEntry? changed)
    {
        HasChanged = true;
        var open = (changed?.IsOpen == true ? 1 : 0) - (old?.IsOpen == true ? 1 : 0);
        if (open != 0)
            State = State with { OpenCount = State.OpenCount + open };
        Output.Turn(fingerprint, old, changed);
        if (Rules.Inhibit.Count > 0)
            Inhibit(fingerprint, old, changed);
    }

    private void Inhibit(string fingerprint, AlertEntry? old, AlertEntry? changed)
    {
        if (old?.IsFiring == changed?.IsFiring && old?.Severity == changed?.Severity)
            return;
        var inhibits = changed is { IsFiring: true } && Rules.Inhibits(changed.Alert)
            ? new FiringAlert(Before.Key, fingerprint, changed.Alert.Name, changed.Alert.Labels) : null;
        if (inhibits is not null || (old is { IsFiring: true } && Rules.Inhibits(old.Alert)))
            Output.Index(new FiringChange(Before.Key, fingerprint, inhibits));
    }
}
