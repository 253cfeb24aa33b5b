using Alerting.Channels;
using Alerting.Channels.Email;
using Alerting.Configuration.Yaml;
using NodaTime;

namespace Alerting.Configuration.Reading;

/// <summary>Reads <c>people:</c>.</summary>
internal sealed class PeopleReader(SmtpReader smtp, DateTimeZone zone, ContactRulesReader rules, Report report)
{
    public static Dictionary<string, Person> Read(Node? node, SmtpReader smtp, DateTimeZone zone,
        IReadOnlyDictionary<string, TimeInterval> intervals, Report report)
    {
        var reader = new PeopleReader(smtp, zone, new ContactRulesReader(intervals, report), report);
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var (key, value) in report.Entries(node, "people"))
        {
            if (key.Text == Person.Nobody)
                report.Error(key.Place, OnCallErrors.NobodyIsReserved);
            else if (!RecipientName.IsKey(key.Text))
                report.Error(key.Place, OnCallErrors.BadPerson(key.Text));
            people[key.Text] = reader.ReadOne(key, value);
        }
        return people;
    }

    private Person ReadOne(TextNode key, Node node)
    {
        var channels = ChannelCatalog.Personal.Select(channel => channel.Key);
        if (node is TextNode { Text: "" })
            report.Error(key.Place, OnCallErrors.NoChannel(key.Text, channels));
        var errors = report.ErrorCount;
        if (Section.Open(node, Keys.Person, report) is not { } section)
            return new Person(key.Text, key.Text, zone);
        var targets = Targets(key, section);
        if (report.ErrorCount == errors && !channels.Any(section.Has))
            report.Error(key.Place, OnCallErrors.NoChannel(key.Text, channels));
        return new Person(
            key.Text, section.Text("name")?.Text ?? key.Text, TimeIntervalReader.Zone(section, zone, report))
        {
            Targets = targets,
            SlackId = SlackId(section),
            Source = key.Place.Source,
            Line = key.Place.Line,
            Column = key.Place.Column,
            By = rules.Read(section, channel =>
                section.Has(channel) ? null : OnCallErrors.ChannelNotGiven(key.Text, channel)) ?? ContactRules.None,
        };
    }

    private List<Target> Targets(TextNode key, Section section)
    {
        var targets = new List<Target>();
        var skipped = new List<(string Channel, string Reason)>();
        foreach (var name in section.GivenKeys)
        {
            if (ChannelCatalog.Personal.FirstOrDefault(channel => channel.Key == name) is not { } channel)
                continue;
            var errors = report.ErrorCount;
            var (read, unset) = section.Find(name) is { } node ? TargetReader.Read(channel, node, report) : ([], []);
            if (channel == EmailOptions.All && read.Count > 0 && smtp.Options is null)
            {
                (read, unset) = ([], smtp.Unset);
                if (!smtp.IsGiven)
                    report.Error(section.Find(name)!.Place, OnCallErrors.EmailWithoutSmtp(key.Text));
            }
            if (read.Count == 0 && report.ErrorCount == errors)
                skipped.Add((name, unset.Count > 0 ? ReceiverErrors.NotSet(unset) : $"{name} is empty"));
            targets.AddRange(read);
        }
        foreach (var (channel, reason) in skipped)
        {
            report.Note(key.Place, targets.Count > 0
                ? OnCallErrors.SkippedChannel(key.Text, channel, reason)
                : OnCallErrors.NotReachable(key.Text, reason));
        }
        return targets;
    }

    private string? SlackId(Section section)
    {
        if (section.Text("slack") is not { } value)
            return null;
        if (value.Text.Length < 3 || value.Text[0] is not ('U' or 'W') || !value.Text.All(char.IsAsciiLetterOrDigit))
            report.Error(value.Place, OnCallErrors.NotASlackId(value.Text));
        return value.Text;
    }
}
