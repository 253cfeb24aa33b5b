using Alerting.Alerts;
using Alerting.Grouping.Storage;
using Alerting.Silencing;

namespace Alerting.Grouping.Emission;

/// <summary>
/// Each receiver's digest is an actor of its own. What many groups send it by one cause becomes one notification. What
/// they send until then corrects it, so it is true when it is sent.
/// </summary>
internal static class DigestReducer
{
    public static GroupStep Reduce(GroupState state, GroupMessage message, DateTimeOffset now, GroupRules rules,
        MuteContext muteContext)
    {
        var digest = new DigestDraft(state, now, rules, muteContext);
        switch (message)
        {
            case DigestPart part when state.Seen.Contains(part.Id):
                return new GroupStep(state) { HasChanged = false };
            case DigestPart part:
                digest.Take(part);
                break;
            default:
                digest.SendDue();
                break;
        }
        return digest.Finish();
    }
}

/// <summary>A receiver's digest while one message is processed.</summary>
internal sealed class DigestDraft(GroupState before, DateTimeOffset now, GroupRules rules, MuteContext muteContext)
{
    /// <summary>Alerts beyond this, of all causes, are only counted.</summary>
    private const int MaxNamed = 200;

    private static readonly TimeSpan DuplicateWindow = TimeSpan.FromDays(1);

    /// <summary>Notifications of one cause never wait longer for each other.</summary>
    private static readonly TimeSpan LongestSpacing = TimeSpan.FromHours(1);

    private readonly Dictionary<DigestCause, DigestContents> _contents = Contents(before);
    private readonly List<NotificationBatch> _sent = [];
    private SeenEvents _seen = before.Seen;
    private bool _hasChanged;

    public void Take(DigestPart part)
    {
        (_seen, _hasChanged) = (_seen.With(part.Id), true);
        foreach (var fingerprint in part.Withdrawn ?? [])
            Drop(fingerprint, Enum.GetValues<DigestCause>());
        foreach (var end in (part.Restated ?? []).Where(end => Waits(end, DigestCause.Resolved)))
            Put(end, _contents[DigestCause.Resolved], part);
        var added = part.Alerts.Count(alert => Add(alert, part));
        if (added == 0 && part.Alerts.Count > 0)
            CountEnded(part);
        else if (added > 0 || part.More > 0)
            Complete(part);
    }

    /// <summary>Sends what is due, what fires first.</summary>
    public void SendDue()
    {
        foreach (var cause in _contents.Keys.Order().ToArray())
        {
            if (_contents[cause] is { IsEmpty: false } contents && contents.DueAt <= now)
                Send(cause);
        }
    }

    public GroupStep Finish()
    {
        if (!_hasChanged)
            return new GroupStep(before) { HasChanged = false };
        var waiting = _contents.Values.Where(contents => !contents.IsEmpty).ToArray();
        var state = before with
        {
            Seen = _seen,
            Sequence = before.Sequence + _sent.Count,
            Digest = _contents.GetValueOrDefault(DigestCause.HoldReleased) is { IsEmpty: false } held ? held : null,
            Gathered = [.. _contents.Values.Where(contents => contents.Cause != DigestCause.HoldReleased
                && (!contents.IsEmpty || contents.SentAt > now - LongestSpacing))],
            WakeUp = waiting.Length == 0 ? null : waiting.Min(contents => contents.DueAt),
            ForgetAt = waiting.Length == 0 ? now + DuplicateWindow : null,
            Outbox = before.Outbox with { Batches = [.. before.Outbox.Batches, .. _sent] },
        };
        return new GroupStep(state) { Notifications = [.. _sent.SelectMany(batch => batch.Notifications)] };
    }

    private static Dictionary<DigestCause, DigestContents> Contents(GroupState state)
    {
        var contents = (state.Gathered ?? []).ToDictionary(gathered => gathered.Cause);
        if (state.Digest is { } held)
            contents[DigestCause.HoldReleased] = held;
        return contents;
    }

    /// <summary>False if what waits already says it, or nobody needs to know any more.</summary>
    private bool Add(Alert alert, DigestPart part)
    {
        switch (part.Cause)
        {
            case DigestCause.HoldReleased:
                Drop(alert.Fingerprint, DigestCause.MuteEnded, DigestCause.Reminder, DigestCause.Resolved);
                if (!alert.IsFiring && Waits(alert, DigestCause.HoldReleased))
                    return true;
                break;
            case DigestCause.MuteEnded:
                Drop(alert.Fingerprint, DigestCause.Reminder, DigestCause.Resolved);
                break;
            case DigestCause.Reminder:
                Drop(alert.Fingerprint, DigestCause.Resolved);
                if (Waits(alert, DigestCause.HoldReleased) || Waits(alert, DigestCause.MuteEnded))
                    return false;
                break;
            case DigestCause.Resolved when Waits(alert, DigestCause.HoldReleased):
                Put(alert, _contents[DigestCause.HoldReleased], part);
                return false;
            case DigestCause.Resolved:
                var isUnknown = Waits(alert, DigestCause.MuteEnded)
                    && !_contents[DigestCause.MuteEnded].IsKnown(alert.Fingerprint);
                Drop(alert.Fingerprint, DigestCause.MuteEnded, DigestCause.Reminder);
                if (isUnknown)
                    return false;
                break;
        }
        Put(alert, Of(part), part);
        return true;
    }

    /// <summary>The group only counts these, so nobody knows which of those that wait ended.</summary>
    private void CountEnded(DigestPart part)
    {
        if (part.Cause == DigestCause.Resolved && _contents.TryGetValue(DigestCause.HoldReleased, out var held))
        {
            _contents[DigestCause.HoldReleased] =
                held with { MoreFiring = held.MoreFiring - Math.Min(held.MoreFiring, part.More) };
        }
    }

    private void Complete(DigestPart part)
    {
        var contents = Of(part);
        var due = Later(contents.SentAt + part.Spacing,
            part.Cause == DigestCause.HoldReleased ? now + rules.DigestGrace
            : part.IsWoken ? now + rules.GatherTime : now);
        contents = contents with
        {
            DueAt = due < contents.DueAt ? due : contents.DueAt,
            More = contents.More + part.More,
            MoreFiring = contents.MoreFiring + part.MoreFiring,
            Known = part.Known is null
                ? contents.Known : (contents.Known ?? []).Union(part.Known.Select(SeenEvents.Hash)),
        };
        _contents[part.Cause] = part.Source is { } source ? DigestNotification.From(source, contents) : contents;
        if (!part.IsWoken && part.Cause != DigestCause.HoldReleased && due <= now)
            Send(part.Cause);
    }

    private void Send(DigestCause cause)
    {
        var contents = _contents[cause];
        _contents[cause] = new DigestContents(contents.Receiver, "", DateTimeOffset.MaxValue)
            { Cause = cause, SentAt = now };
        _hasChanged = true;
        if (cause == DigestCause.Reminder)
            contents = contents with { Alerts = contents.Alerts.RemoveAll(IsMuted) };
        contents = contents.Named();
        if (contents.Alerts.IsEmpty)
            return;
        _sent.Add(DigestNotification.Of(contents, before, before.Sequence + _sent.Count + 1, now));
    }

    /// <summary>A silence may have begun while the reminder waited.</summary>
    private bool IsMuted(Alert alert) =>
        Muting.Of(alert, rules.Inhibit, muteContext, rules.TimeZone, now, alert.StartsAt) is not null;

    private DigestContents Of(DigestPart part) => _contents.GetValueOrDefault(part.Cause) switch
    {
        { IsEmpty: false } waiting => waiting,
        var sent => new DigestContents(part.Receiver, part.Interval, DateTimeOffset.MaxValue)
            { Cause = part.Cause, SentAt = sent?.SentAt },
    };

    private bool Waits(Alert alert, DigestCause cause) =>
        _contents.TryGetValue(cause, out var contents) && contents.Has(alert.Fingerprint);

    private void Put(Alert alert, DigestContents contents, DigestPart part)
    {
        var named = _contents.Values.Sum(each => each.Alerts.Length);
        _contents[contents.Cause] = contents.With(alert, named < MaxNamed, named)
            .From(part, alert.Fingerprint);
    }

    private void Drop(string fingerprint, params ReadOnlySpan<DigestCause> causes)
    {
        foreach (var cause in causes)
        {
            if (_contents.TryGetValue(cause, out var contents))
                _contents[cause] = contents.Without(fingerprint);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset? time, DateTimeOffset other) =>
        time > other ? time.Value : other;
}
