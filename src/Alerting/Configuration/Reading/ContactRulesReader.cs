using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>
/// Reads <c>by:</c>. Each severity has channels, or a list of rules with <c>channels</c> and <c>during</c>; channels
/// beside such rules are used at other times.
/// </summary>
internal sealed class ContactRulesReader(IReadOnlyDictionary<string, TimeInterval> intervals, Report report)
{
    private const string Others = "other";

    private static readonly string[] Channels = [.. ChannelCatalog.Personal.Select(channel => channel.Key)];

    /// <summary>Null if the owner has no rules.</summary>
    /// <param name="owner">The person or receiver.</param>
    /// <param name="check">Returns the error of a channel that the owner lacks, or null.</param>
    public ContactRules? Read(Section owner, Func<string, Finding?> check)
    {
        if (owner.Find("by") is not { } node || Section.Open(node, Keys.ContactRules, report) is not { } section)
            return null;
        var rules = section.GivenKeys.Distinct().Where(key => section.Find(key) is not null)
            .ToDictionary(key => key, key => Rules(key, section.Find(key)!, check));
        return new ContactRules(Enum.GetValues<Severity>()
            .Select(severity => (severity, Rules: RulesOf(severity)))
            .Where(each => each.Rules is not null)
            .ToDictionary(each => each.severity, each => (IReadOnlyList<ContactRule>)each.Rules!));

        List<ContactRule>? RulesOf(Severity severity) =>
            rules.GetValueOrDefault(severity.Name()) ?? rules.GetValueOrDefault(Others);
    }

    private List<ContactRule> Rules(string key, Node given, Func<string, Finding?> check)
    {
        var errors = report.ErrorCount;
        var rules = Rules(key, Section.Items(given), check);
        if (report.ErrorCount == errors && rules.Exists(rule => rule.Channels.Count == 0))
            report.Error(given.Place, OnCallErrors.NoChannelInRule(key));
        return rules;
    }

    private List<ContactRule> Rules(string key, IReadOnlyList<Node> items, Func<string, Finding?> check)
    {
        var rules = new List<ContactRule>();
        var otherwise = new List<string>();
        foreach (var item in items)
        {
            if (item is TextNode text)
                AddChannel(new Value(report.Text(text, key).Trim(), text), otherwise, check);
            else if (Section.Open(item, Keys.ContactRule, report) is { } section)
                rules.Add(Rule(section, check));
        }
        if (otherwise.Count > 0 || rules.Count == 0)
            rules.Add(new ContactRule(otherwise));
        return rules;
    }

    private ContactRule Rule(Section section, Func<string, Finding?> check)
    {
        var channels = new List<string>();
        foreach (var value in section.Texts("channels") ?? [])
            AddChannel(value, channels, check);
        if (!section.Has("channels"))
            section.Missing("This rule", "channels", "{ channels: [sms], during: nights }");
        return new ContactRule(channels, section.Interval("during", intervals));
    }

    private void AddChannel(Value value, List<string> channels, Func<string, Finding?> check)
    {
        if (value.Text.Length == 0)
            return;
        if (Array.IndexOf(Channels, value.Text) < 0)
            report.Error(value.Place, ConfigErrors.Unknown("channel", value.Text, Channels));
        else if (check(value.Text) is { } error)
            report.Error(value.Place, error);
        else if (!channels.Contains(value.Text))
            channels.Add(value.Text);
    }
}
