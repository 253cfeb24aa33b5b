using Alerting.Configuration;
using Alerting.InProcess;
using Alerting.OnCall;
using Alerting.OnCall.Contacts;
using Alerting.Playground.Views;
using NodaTime;

namespace Alerting.Playground.Session;

/// <summary>Who is on call by the playground's clock, and the overrides made in the page.</summary>
internal sealed class SimulatedOnCall(InMemoryGroupStore store)
{
    /// <summary>On a phone's screen: their messages are shown as its notifications.</summary>
    private static readonly string[] PhoneChannels = ["sms", "ntfy", "sns"];

    private int _overrides;
    private (AlertingConfig Config, OnCallRecords Records, DateTimeOffset From, DateTimeOffset Until, OnCallView View)?
        _shown;

    /// <summary>Null if it takes effect, else why it does not.</summary>
    public string? Override(AlertingConfig config, OverrideRequest request, DateTimeOffset now)
    {
        if (!config.Schedules.ContainsKey(request.Schedule ?? ""))
            return $"Unknown schedule \"{request.Schedule}\".";
        var added = new ScheduleOverride($"o{_overrides + 1}", request.Schedule!, request.Person ?? "", now,
            now + TimeSpan.FromMinutes(request.Minutes)) { By = "you", CreatedAt = now };
        var records = store.OnCall with { Overrides = [.. store.OnCall.Overrides, added] };
        if (OverrideRules.Finding(added, config, records, now) is { } finding)
            return finding;
        _overrides++;
        store.OnCall = records;
        return null;
    }

    /// <summary>Null if no override has this id.</summary>
    public ScheduleOverride? Remove(string id)
    {
        var removed = store.OnCall.Overrides.FirstOrDefault(each => each.Id == id);
        if (removed is not null)
        {
            store.OnCall = store.OnCall with
                { Overrides = [.. store.OnCall.Overrides.Where(each => each.Id != id)] };
        }
        return removed;
    }

    /// <summary>The names of the people, or of the receivers, that names stand for now.</summary>
    public IReadOnlyList<string> NamesOf(
        AlertingConfig config, IReadOnlyList<string> names, Alerts.Severity severity, DateTimeOffset now) =>
        [.. new RecipientExpansion(config).Of(names, severity, store.OnCall, now).Names
            .Select(name => NameOf(config, name)).Distinct()];

    public static string NameOf(AlertingConfig config, string recipient) =>
        RecipientName.Parse(recipient).Person is var person
        && config.People.GetValueOrDefault(person ?? recipient) is { } known ? known.Name : person ?? recipient;

    /// <summary>Computed again only when something changes.</summary>
    public OnCallView View(AlertingConfig config, DateTimeOffset now)
    {
        if (_shown is { } shown && ReferenceEquals(shown.Config, config) && ReferenceEquals(shown.Records, store.OnCall)
            && shown.From <= now && now < shown.Until)
        {
            return shown.View;
        }
        ScheduleView[] schedules = [.. config.Schedules.Values.Select(schedule => View(schedule, config, now))];
        var view = new OnCallView(schedules, [.. config.People.Values.Select(person => new PersonView(person.Key,
            person.Name, person.Targets.Any(target => PhoneChannels.Contains(target.Channel))))]);
        var until = schedules.SelectMany(schedule => schedule.Overrides.Select(each => (DateTimeOffset?)each.To)
            .Append(schedule.Until)).Min();
        _shown = (config, store.OnCall, now, until ?? DateTimeOffset.MaxValue, view);
        return view;
    }

    private ScheduleView View(Schedule schedule, AlertingConfig config, DateTimeOffset now)
    {
        var (people, until, next) = new OnCallTimeline(schedule, config.People, store.OnCall)
            .NowAndNext(Instant.FromDateTimeOffset(now));
        return new ScheduleView(schedule.Name, people.People, until?.ToDateTimeOffset(), next?.People,
            [.. store.OnCall.Overrides.Where(each => each.Schedule == schedule.Name && each.To > now)
                .Select(each => new OverrideView(each.Id, each.Person, each.From, each.To))],
            schedule.Calendar is null ? [.. OnCallFindings.Of(schedule, config, store.OnCall, now)]
                : ["The playground fetches no calendar, so nobody is on call."]);
    }
}
