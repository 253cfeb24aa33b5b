using Alerting.Alerts;

namespace Alerting.Grouping.Rules;

/// <summary>
/// Takes an alert in. One that was seen before, or that is older than what is known, changes nothing; otherwise the incident
/// begins to fire, goes on, or ends.
/// </summary>
internal static class Arrival
{
    public const string SeenBefore = "this event was taken in before";
    public const string Older = "older than what is known of it, so it changes nothing";
    private const string Unknown = "resolved, and this group told nobody that it fires";

    public static void Take(AlertArrived message, GroupDraft group)
    {
        var alert = message.Alert;
        group.Subject = alert.Fingerprint;
        var eventKey = SeenEvents.Hash(alert.Signal.EventKey);
        if (group.Before.Seen.Contains(eventKey))
        {
            Handover.Take(message, group);
            return;
        }
        var known = group.Find(alert.Fingerprint);
        if (IsOlder(alert, known, group.Now))
        {
            // Its end came first; those who were told elsewhere that it fires are owed it.
            if (message.ToldTo.Count > 0)
                Handover.Take(message, group);
            else
                Suppress(alert, Older, group);
            return;
        }
        group.See(eventKey);
        if (message.ToldTo.Count > 0)
            group.See(Handover.KeyOf(message));
        if (alert.IsFiring)
            Fires(message, known, group);
        else
            Ends(message, known, group);
    }

    /// <summary>The source's own time; what lies ahead of ours is a wrong clock, and must not make later events look old.</summary>
    public static DateTimeOffset TimeOf(Alert alert, DateTimeOffset now) =>
        alert.Signal.OccurredAt is { } time && time < now ? time : now;

    /// <summary>Occurrences of what never says "resolved" come from many machines, and none is older than the others' end.</summary>
    public static bool IsOlder(Alert alert, Incident? known, DateTimeOffset now) =>
        known is not null && TimeOf(alert, now) < known.EventAt && (alert.Signal.Recovers || !known.IsFiring);

    public static void Suppress(Alert alert, string reason, GroupDraft group) => group.Output.Decide(
        alert.Fingerprint, group.Policy?.Route.To ?? [], DecisionAction.Suppress, reason, group.Now, isOfEvent: true);

    private static void Fires(AlertArrived message, Incident? known, GroupDraft group)
    {
        // Who is told by another group now, was perhaps told by this one before.
        if (known is not null)
            known = Handover.Pass(message, known, group);
        if (known is { IsFiring: true })
            GoesOn(message, known, group);
        else if (known is not null || Capacity.TryMakeRoom(message.Alert, group))
            Begins(message, known ?? Capacity.TakeBack(message.Alert, group), group);
    }

    private static void Begins(AlertArrived message, Incident? known, GroupDraft group)
    {
        var (alert, now) = (message.Alert, group.Now);
        Opening.Note(group);
        // Those who were told of the firing before and not yet of its end know all there is to know.
        var told = known?.Told ?? [];
        var knowing = told.Union(message.ToldTo);
        var isKnown = !told.IsEmpty && alert.Severity <= known!.ToldSeverity;
        var incident = (known ?? new Incident { Alert = alert }) with
        {
            Alert = StoredAlert.Of(alert, group),
            IsFiring = true,
            Since = alert.StartsAt ?? now,
            EventAt = TimeOf(alert, now),
            ChangedAt = now,
            Count = Math.Max(1, alert.Signal.Count),
            Changes = Flapping.WithChange(known, group),
            News = isKnown ? News.None : News.Firing,
            Because = null,
            HasMoved = false,
            IsHeld = known is { IsHeld: true, News: News.Healed },
            Told = [.. knowing],
            ToldSeverity = message.ToldTo.Count > 0 ? message.ToldAs : known?.ToldSeverity,
            ToldAt = message.ToldTo.Count > 0 ? now : known?.ToldAt,
            Except = [.. message.Except],
            MutedBy = null,
            ResolveAt = Expiry.After(alert, group),
        };
        group.Put(Flapping.Judge(incident, known, group));
    }

    private static void GoesOn(AlertArrived message, Incident known, GroupDraft group)
    {
        var alert = message.Alert;
        var rose = alert.Severity > known.Severity && !(alert.Severity <= known.ToldSeverity);
        group.Put(known with
        {
            Except = message.Except.Count == 0 ? [] : [.. message.Except],
            Alert = StoredAlert.Of(alert, group),
            EventAt = TimeOf(alert, group.Now) is var time && time > known.EventAt ? time : known.EventAt,
            Count = known.Count + Math.Max(1, alert.Signal.Count),
            News = rose || Handover.IsOursToTell(message, known) ? News.Firing : known.News,
            Told = message.ToldTo.Count == 0 ? known.Told : [.. known.Told.Union(message.ToldTo)],
            ResolveAt = Expiry.After(alert, group),
        });
    }

    private static void Ends(AlertArrived message, Incident? known, GroupDraft group)
    {
        var alert = message.Alert;
        if (known is { IsFiring: true } && message.IsCorrection)
            Ending.Withdraw(known, alert, group);
        else if (known is { IsFiring: true })
            Ending.Of(known, Ending.Resolved(known, alert, group.Now), group);
        else if (Capacity.Knows(alert, group.State))
            Counting.Ends(alert, group);
        else if (group.Rules.AssumesTold && known is null)
            AssumeTold(alert, group);
        else
            Remember(alert, known, group);
    }

    /// <summary>A process without memory of its own cannot know, and an end too many is better than none.</summary>
    private static void AssumeTold(Alert alert, GroupDraft group)
    {
        Opening.Note(group);
        group.Put(new Incident
        {
            Alert = StoredAlert.Of(alert, group),
            Since = alert.Signal.StartsAt ?? TimeOf(alert, group.Now),
            IsSinceUnknown = alert.Signal.StartsAt is null,
            EventAt = TimeOf(alert, group.Now),
            ChangedAt = group.Now,
            News = News.Resolved,
            Told = [.. group.Policy?.Route.To ?? []],
            ToldSeverity = alert.Severity,
        });
    }

    /// <summary>Remembers the end of what was not known to fire, since its beginning may still come, late.</summary>
    private static void Remember(Alert alert, Incident? known, GroupDraft group)
    {
        Suppress(alert, Unknown, group);
        var stored = StoredAlert.Of(alert, group);
        if (known is not null)
            group.Put(known with { Alert = stored, EventAt = TimeOf(alert, group.Now), HasMoved = false });
        else if (!group.IsFull)
            group.Put(new Incident { Alert = stored, ChangedAt = group.Now, EventAt = TimeOf(alert, group.Now) });
        Opening.Forget(group);
    }
}
