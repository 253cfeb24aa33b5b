using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Text;

namespace Alerting.OnCall.Contacts;

/// <summary>
/// Expands receivers with <c>on_call</c> or <c>people</c> to the channels of the people. Pure: the same configuration,
/// records, severity and time give the same names, which are recorded, so a retry after a handover pages nobody else.
/// </summary>
public sealed class RecipientExpansion
{
    private readonly AlertingConfig _config;
    private readonly HashSet<string> _withPeople;

    public RecipientExpansion(AlertingConfig config)
    {
        _config = config;
        _withPeople = [.. config.Receivers.Values.Where(receiver => receiver.HasPeople).Select(each => each.Name),
            .. config.People.Keys.Concat(config.Schedules.Keys).Where(name => !config.Receivers.ContainsKey(name))];
    }

    /// <summary>Whether one of them stands for people.</summary>
    public bool Applies(IReadOnlyList<string> receivers) =>
        _withPeople.Count > 0 && receivers.Any(_withPeople.Contains);

    /// <param name="receivers">Receivers, or in an escalation policy people and schedules, too.</param>
    public Recipients Of(
        IReadOnlyList<string> receivers, Severity severity, OnCallRecords records, DateTimeOffset now)
    {
        if (!Applies(receivers))
            return new Recipients(receivers);
        var names = new List<string>();
        var gaps = new List<(string, Reason)>();
        foreach (var receiver in receivers)
        {
            var (found, gap) = Expand(receiver, severity, records, now);
            names.AddRange(found);
            if (gap is { } reason)
                gaps.Add((receiver, reason));
        }
        if (gaps.Count > 0)
            names.AddRange(Fallback(severity, records, now));
        return new Recipients([.. names.Distinct()]) { Gaps = gaps };
    }

    private (IEnumerable<string> Names, Reason? Gap) Expand(
        string name, Severity severity, OnCallRecords records, DateTimeOffset now)
    {
        if (_config.FindReceiver(name) is not { HasPeople: true } receiver)
            return ([name], null);
        var people = PeopleOf(receiver, records, now);
        var names = people.SelectMany(person => Names(receiver, person, severity, now));
        if (receiver.Targets.Count > 0)
            names = names.Prepend(name);
        var schedules = Listing.Of(receiver.OnCall);
        return (names, people.Count > 0 || receiver.OnCall.Count == 0 ? null
            : new Reason(ReasonCode.NobodyOnCall, _config.Fallback is { } fallback
                ? $"Nobody is on call in {schedules}: {fallback} is notified instead."
                : $"Nobody is on call in {schedules}: everybody is notified instead."));
    }

    private List<Person> PeopleOf(Receiver receiver, OnCallRecords records, DateTimeOffset now)
    {
        var onCall = receiver.OnCall.Select(_config.Schedules.GetValueOrDefault).OfType<Schedule>()
            .SelectMany(schedule => new OnCallTimeline(schedule, _config.People, records).At(now).People);
        return [.. receiver.People.Concat(onCall).Distinct()
            .Select(_config.People.GetValueOrDefault).OfType<Person>()];
    }

    /// <summary>The configured fallback, or everybody: nobody on call must not mean that nobody is notified.</summary>
    private List<string> Fallback(Severity severity, OnCallRecords records, DateTimeOffset now)
    {
        var receiver = _config.Fallback is { } name ? _config.FindReceiver(name) : null;
        List<string> names = receiver is null ? [] : receiver.HasPeople
            ? [.. PeopleOf(receiver, records, now).SelectMany(person => Names(receiver, person, severity, now))]
            : [receiver.Name];
        return names.Count > 0 ? names
            : [.. _config.People.Values.SelectMany(
                person => Names(new Receiver(person.Key, []), person, severity, now))];
    }

    private static IEnumerable<string> Names(
        Receiver receiver, Person person, Severity severity, DateTimeOffset now) =>
        ContactChannels.Of(person, receiver.By, severity, now)
            .Select(channel => new RecipientName(receiver.Name, person.Key, channel).ToString());
}
