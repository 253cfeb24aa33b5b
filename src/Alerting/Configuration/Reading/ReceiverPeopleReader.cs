namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>on_call</c>, <c>people</c> and <c>by</c> of a receiver.</summary>
internal sealed class ReceiverPeopleReader(
    IReadOnlyDictionary<string, Person> people, IReadOnlyDictionary<string, Schedule> schedules,
    ContactRulesReader rules, Report report)
{
    public Receiver Read(Section section, Receiver receiver)
    {
        var read = receiver with
        {
            OnCall = Names(section, "on_call", ConfigErrors.Schedule, schedules.Keys),
            People = Names(section, "people", ConfigErrors.Person, people.Keys),
            // A person without the channel is notified on others.
            By = rules.Read(section, _ => null),
        };
        if (read.By is not null && !section.Has("on_call") && !section.Has("people"))
            report.Error(section.Find("by")!.Place, OnCallErrors.ByWithoutPeople);
        return read;
    }

    private string[] Names(Section section, string key, string what, IEnumerable<string> known)
    {
        var values = section.Texts(key, what) ?? [];
        foreach (var value in values)
        {
            if (!known.Contains(value.Text))
                report.Error(value.Place, ConfigErrors.Unknown(what, value.Text, known));
        }
        return [.. values.Select(value => value.Text).Distinct()];
    }
}
