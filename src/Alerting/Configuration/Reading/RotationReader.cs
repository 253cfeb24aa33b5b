using Alerting.Configuration.Values;
using Alerting.Configuration.Yaml;
using NodaTime;

namespace Alerting.Configuration.Reading;

/// <summary>Reads the layers of a schedule.</summary>
internal sealed class RotationReader(
    DateTimeZone zone, IReadOnlyDictionary<string, Person> people,
    IReadOnlyDictionary<string, TimeInterval> intervals, Report report)
{
    public List<Rotation> Read(IReadOnlyList<Node> nodes)
    {
        var layers = new List<Rotation>();
        foreach (var node in nodes)
        {
            if (Section.Open(node, Keys.Rotation, report) is { } section)
                layers.Add(ReadOne(section));
        }
        return layers;
    }

    private Rotation ReadOne(Section section)
    {
        var names = section.Texts("rotation", ConfigErrors.Person) ?? [];
        if (section.Find("rotation") is null or ListNode { Items.Count: 0 })
            report.Error(section.Find("rotation")?.Place ?? section.Place, OnCallErrors.EmptyRotation);
        foreach (var name in names)
        {
            if (name.Text != Person.Nobody && !people.ContainsKey(name.Text))
                report.Error(name.Place, ConfigErrors.Unknown(ConfigErrors.Person, name.Text, people.Keys));
        }
        var every = Period(section);
        var (day, time) = Handover(section, every);
        var from = Moment(section, "from", time);
        if (from is null && section.Find("from") is null && names.Select(name => name.Text).Distinct().Count() > 1)
            report.Error(section.Place, OnCallErrors.NoFrom(names[0].Text));
        var until = Moment(section, "until", time);
        if (until <= from)
            report.Error(section.Find("until")!.Place, OnCallErrors.UntilBeforeFrom);
        return new Rotation([.. names.Select(name => name.Text)], from)
        {
            Every = every,
            HandoverDay = day ?? (every.IsWeeks ? from?.DayOfWeek : null),
            HandoverTime = time,
            Until = until,
            // Written for the place where the people of this schedule are.
            During = section.Interval("during", intervals)?.InZone(zone),
        };
    }

    private RotationPeriod Period(Section section)
    {
        if (section.Text("every") is not { } value)
            return RotationPeriod.Week;
        if (RotationPeriods.TryParse(value.Text, out var every))
            return every;
        report.Error(value.Place, ConfigErrors.IsNot(value.Text, "a length of a turn", OnCallErrors.EveryInstead));
        return RotationPeriod.Week;
    }

    private (IsoDayOfWeek? Day, LocalTime Time) Handover(Section section, RotationPeriod every)
    {
        if (section.Text("handover") is not { } value)
            return (null, Rotation.DefaultHandover);
        if (!RotationPeriods.TryHandover(value.Text, out var day, out var time))
        {
            report.Error(value.Place, ConfigErrors.IsNot(value.Text, "a handover", OnCallErrors.HandoverInstead));
            return (null, Rotation.DefaultHandover);
        }
        if (day is not null && !every.IsWeeks)
            report.Error(value.Place, OnCallErrors.NoDayInHandover);
        return (day, time);
    }

    /// <summary>A date means its handover.</summary>
    private LocalDateTime? Moment(Section section, string key, LocalTime handover)
    {
        if (section.Text(key) is not { } value)
            return null;
        if (LocalMoments.TryParse(value.Text, handover, out var moment))
            return moment;
        report.Error(value.Place, ConfigErrors.IsNot(value.Text, "a date", OnCallErrors.FromNotADate));
        return null;
    }
}
