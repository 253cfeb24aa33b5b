using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Configuration.Reading;
using Alerting.Configuration.Yaml;
using Alerting.Sources;
using NodaTime.Text;

namespace Alerting.Cli.ConfigTests;

/// <summary>Reads files of tests. Errors have their line, as those of a configuration.</summary>
internal sealed class ConfigTestReader(string path, AlertingConfig config, Report report)
{
    private const string TimeInstead =
        "Write 2026-11-14T02:40:00Z, or 2026-11-14 02:40 in the configuration's time zone.";

    private static readonly LocalDateTimePattern Local =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <param name="configPath">For a file that names none.</param>
    public static async Task<ConfigTestFile> ReadAsync(
        string path, string? configPath, CancellationToken cancellation)
    {
        var bytes = await Inputs.ReadFileAsync(path, cancellation);
        var report = new Report(path, _ => null, wantsNotes: false);
        var (root, errors) = YamlTree.Parse(System.Text.Encoding.UTF8.GetString(bytes.Span));
        foreach (var (place, text) in errors)
            report.Error(place, text);
        if (root is null || Section.Open(root, ConfigTestKeys.File, report) is not { } file)
            throw Unreadable(report, path);
        if (file.Text("config") is { } named)
            configPath = Beside(path, named.Text);
        var config = await Inputs.LoadConfigAsync(configPath, cancellation);
        var tests = await new ConfigTestReader(path, config, report).TestsAsync(file, cancellation);
        return report.ErrorCount == 0
            ? new ConfigTestFile(path, config, Inputs.ConfigFiles(Inputs.FindConfig(configPath))[0], tests)
            : throw Unreadable(report, path);
    }

    private static UserException Unreadable(Report report, string path) => new(report.ErrorCount == 0
        ? $"{path} has no tests. Write tests: and below it - {{ alert: {{ … }}, expect: {{ receivers: [ … ] }} }}."
        : $"The tests cannot be read:\n{string.Join('\n', report.Errors.Select(error => "  " + error))}");

    private static string Beside(string path, string file) =>
        Path.IsPathRooted(file) ? file : Path.Combine(Path.GetDirectoryName(path) ?? "", file);

    private async Task<List<ConfigTest>> TestsAsync(Section file, CancellationToken cancellation)
    {
        var tests = new List<ConfigTest>();
        foreach (var node in file.List("tests"))
        {
            if (Section.Open(node, ConfigTestKeys.Test, report) is { } section)
                tests.Add(await TestAsync(section, cancellation));
        }
        if (tests.Count == 0 && report.ErrorCount == 0)
            throw Unreadable(report, path);
        return tests;
    }

    private async Task<ConfigTest> TestAsync(Section section, CancellationToken cancellation)
    {
        var at = Time(section, "at") ?? new DateTimeOffset(2026, 11, 11, 12, 0, 0, TimeSpan.Zero);
        var signals = section.Text("event") is { } file ? await EventAsync(file, cancellation) : [];
        if (section.Find("alert") is MapNode alert)
            signals = [.. signals, ConfigTestAlert.Of(alert, at, report)];
        if (signals.Count == 0 && !section.Has("alert") && !section.Has("event"))
            section.Missing("This test", "alert", "alert: { name: orders-errors, severity: error }, or event: FILE");
        if (section.Find("expect") is null)
            section.Missing("This test", "expect", "expect: { receivers: [chat] }");
        var expect = section.Find("expect") is { } node ? Section.Open(node, ConfigTestKeys.Expect, report) : null;
        var later = section.List("later").Select(item => Section.Open(item, ConfigTestKeys.Later, report))
            .OfType<Section>().Select(each => (each.Duration("after") ?? TimeSpan.Zero, Expected(each)));
        return new ConfigTest(section.Text("name")?.Text ?? $"line {section.Place.Line}", section.Place.Line, at,
            signals, expect is null ? new Expected() : Expected(expect), [.. later]);
    }

    private async Task<IReadOnlyList<Signal>> EventAsync(Value file, CancellationToken cancellation)
    {
        try
        {
            var body = await Inputs.ReadFileAsync(Beside(path, file.Text), cancellation);
            return Inputs.ReadSignals(body, config);
        }
        catch (UserException unreadable)
        {
            report.Error(file.Place, Finding.OfValue(unreadable.Message));
            return [];
        }
    }

    private Expected Expected(Section section) => new()
    {
        Severities = section.Words("severity"),
        Receivers = Names(section, "receivers", config.Receivers.Keys
            .Concat(config.People.Keys).Concat(config.Schedules.Keys)),
        Channels = section.Words("channels"),
        People = Names(section, "people", config.People.Keys),
        Held = Names(section, "held", config.Receivers.Keys),
        Until = Time(section, "until"),
        Routes = section.Words("routes"),
        Reasons = Names(section, "reasons", Enum.GetNames<ReasonCode>()),
    };

    /// <summary>A misspelt name would be a test that fails, or passes, for another reason.</summary>
    private List<string>? Names(Section section, string key, IEnumerable<string> known)
    {
        var values = section.Texts(key);
        foreach (var value in values ?? [])
        {
            if (!known.Contains(value.Text))
            {
                var unknown = ConfigErrors.Unknown(
                    key == "people" ? ConfigErrors.Person : key == "reasons" ? "reason" : ConfigErrors.Receiver,
                    value.Text, known);
                report.Error(value.Place, key != "reasons" ? unknown : unknown with
                {
                    Text = $"{unknown.Text} docs/state.md lists all reasons.",
                });
            }
        }
        return values?.ConvertAll(value => value.Text);
    }

    private DateTimeOffset? Time(Section section, string key)
    {
        if (section.Text(key) is not { } value)
            return null;
        if (Local.Parse(value.Text) is { Success: true } local)
            return local.Value.InZoneLeniently(config.TimeZone).ToDateTimeOffset();
        if (JsonFields.TryTime(value.Text, out var time))
            return time;
        report.Error(value.Place, ConfigErrors.IsNot(value.Text, "a time", TimeInstead));
        return null;
    }
}
