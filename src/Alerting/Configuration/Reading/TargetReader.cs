using Alerting.Channels;
using Alerting.Configuration.Advice;
using Alerting.Configuration.Values;
using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

/// <summary>Reads the targets of one channel: an address, a list of them, or a mapping.</summary>
internal sealed class TargetReader(ChannelOptions channel, Report report)
{
    private readonly List<Target> _targets = [];

    /// <summary>Of the mapping that is being read.</summary>
    private bool _sendsResolved = true;

    /// <summary>The unset variables that leave a target without an address.</summary>
    private readonly List<string> _unset = [];

    public static (IReadOnlyList<Target> Targets, IReadOnlyList<string> Unset) Read(
        ChannelOptions channel, Node node, Report report)
    {
        var reader = new TargetReader(channel, report);
        foreach (var item in Section.Items(node))
        {
            reader._sendsResolved = true;
            if (item is TextNode text)
                reader.ReadShort(text);
            else
                reader.ReadMapping(item);
        }
        return (reader._targets, reader._unset);
    }

    private void ReadShort(TextNode text)
    {
        if (channel.Short is not { } address)
            report.Error(text.Place, NoAddress());
        else
            AddEach(text, address, []);
    }

    private void ReadMapping(Node node)
    {
        if (Section.Open(node, Keys.Of(channel), report) is not { } section)
            return;
        var given = channel.Addresses
            .FirstOrDefault(set => Array.TrueForAll(set, option => section.Find(option.Name) is not null));
        if (given is not [var address, .. var others])
        {
            report.Error(section.Place, NoAddress());
            return;
        }
        var options = Options(section, address);
        _sendsResolved = section.Flag(Keys.SendResolved) ?? true;
        foreach (var other in others)
        {
            // Already reported, or an unset variable: the target cannot work without it.
            if (!options.ContainsKey(other.Name))
                return;
        }
        foreach (var item in section.List(address.Name))
        {
            if (item is TextNode text)
                AddEach(text, address, options);
            else
                report.Error(item.Place, ConfigErrors.NotText(address.Name));
        }
    }

    private Finding NoAddress() => ReceiverErrors.NoAddress(channel.Key, channel.Needs, channel.Example);

    private Dictionary<string, Setting> Options(Section section, ChannelOption address)
    {
        var options = new Dictionary<string, Setting>(StringComparer.Ordinal);
        foreach (var option in channel.All)
        {
            if (option == address || section.Find(option.Name) is not { } node)
                continue;
            if (option.IsMapping)
                ReadEntries(option, node, options);
            else if (node is not TextNode text)
                report.Error(node.Place, ConfigErrors.NotText(option.Name));
            else if (Setting(text, option) is { IsEmpty: false } setting)
                options[option.Name] = setting;
        }
        return options;
    }

    private void ReadEntries(ChannelOption option, Node node, Dictionary<string, Setting> options)
    {
        if (node is not MapNode map)
        {
            report.Error(node.Place, ConfigErrors.NotAMapping(option.Name));
            return;
        }
        foreach (var (key, value) in map.Entries)
        {
            if (option.CheckName?.Invoke(key.Text) is { } problem)
                report.Error(key.Place, Finding.OfValue(problem));
            else if (value is not TextNode text)
                report.Error(value.Place, ConfigErrors.NotText(key.Text));
            else if (Setting(text, option, key.Text) is { IsEmpty: false } setting)
                options[option.Entry(key.Text)] = setting;
        }
    }

    /// <summary>Adds the address, or each of several separated by commas, as a variable may contain.</summary>
    private void AddEach(TextNode text, ChannelOption option, Dictionary<string, Setting> options)
    {
        var before = report.ErrorCount;
        var setting = Setting(text, option);
        if (report.ErrorCount > before)
            return;
        if (!option.IsList || setting.HasSecret)
        {
            Add(setting, option, options);
        }
        else
        {
            foreach (var one in SplitAtCommas(setting.ToString()))
                Add(Configuration.Setting.Literal(one), option, options);
        }
    }

    private void Add(Setting address, ChannelOption option, Dictionary<string, Setting> options)
    {
        if (!address.IsEmpty)
        {
            _targets.Add(new Target(channel.Key, address)
            {
                IsSecret = option.IsSecret,
                SendResolved = _sendsResolved,
                Options = new Dictionary<string, Setting>(options, StringComparer.Ordinal) { [option.Name] = address },
            });
        }
    }

    private Setting Setting(TextNode text, ChannelOption option, string? entry = null)
    {
        var expansion = report.Expand(text);
        if (expansion.Errors.Count > 0)
            return Configuration.Setting.Empty;
        var setting = new Setting(expansion.Parts);
        if (setting.IsEmpty)
            _unset.AddRange(expansion.Unset);
        else if (!setting.HasSecret)
            CheckLiteral(text, setting.ToString(), option, entry);
        return setting;
    }

    /// <param name="entry">The name of an entry of a mapping.</param>
    private void CheckLiteral(TextNode text, string value, ChannelOption option, string? entry)
    {
        foreach (var one in option.IsList ? SplitAtCommas(value) : [value])
        {
            if (option.Check?.Invoke(one) is { } error)
                report.Error(text.Place, Finding.OfValue(option.IsSecret ? WithoutValue(error, one) : error));
        }
        if (AddressAdvice.On(channel, option, value) is { } advice)
            report.Note(text.Place, advice);
        if (option.IsSecret && !text.Text.Contains("${", StringComparison.Ordinal))
            report.Note(text.Place, ReceiverErrors.LiteralSecret($"{channel.Key} {option.Name}"));
        else if (!option.IsSecret && SecretText.Has(text.Text, entry))
            report.Note(text.Place, ReceiverErrors.SecretWithin($"{channel.Key} {entry ?? option.Name}"));
    }

    private static string[] SplitAtCommas(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string WithoutValue(string error, string value) =>
        error.Replace($"\"{value}\"", "This", StringComparison.Ordinal);
}
