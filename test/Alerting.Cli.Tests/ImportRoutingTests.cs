using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alerting.Classification;
using Alerting.Configuration;
using Alerting.Routing;
using Alerting.Sources;

namespace Alerting.Cli.Tests;

/// <summary>Alerts reach the same receivers as <c>amtool config routes test</c> says, where it is installed.</summary>
public class ImportRoutingTests
{
    private const int SetsPerFile = 30;
    private const string Amtool = "/usr/bin/amtool";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Import");

    /// <summary>Alertmanager's own words, of which each is another severity here.</summary>
    private static readonly string[] Severities = ["critical", "page", "warning", "info", "ticket"];

    /// <summary>Without those that have keys of later versions than the amtool of most systems.</summary>
    public static TheoryData<string> Files =>
    [
        "anchors.yml", "classic-matchers.yml", "dead-mans-switch.yml", "kube-prometheus-stack.yml",
        "mail-and-pagers.yml", "openshift.yml", "tenants.yml",
    ];

    [Theory, MemberData(nameof(Files))]
    public async Task Random_alerts_reach_the_same_receivers(string file)
    {
        Assert.SkipUnless(File.Exists(Amtool), "Install Alertmanager's amtool to compare with it.");
        var path = await ReadableAsync(file);
        var imported = ImportTests.Import(file).Yaml;
        var config = ConfigFile.Load(imported, "alerting.yaml", _ => null).Config!;
        var random = new Random(file.Length);
        var values = Values(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        for (var i = 0; i < SetsPerFile; i++)
        {
            var labels = values.Where(_ => random.Next(3) > 0)
                .ToDictionary(label => label.Key, label => label.Value[random.Next(label.Value.Length)]);
            labels["severity"] = Severities[random.Next(Severities.Length)];
            labels.TryAdd("alertname", "Some");

            var theirs = await AmtoolAsync(path, labels);

            Ours(config, labels).ShouldBe(theirs, $"{string.Join(", ", labels)} of {file}");
        }
    }

    /// <summary>amtool ends at keys that its version does not know.</summary>
    private static async Task<string> ReadableAsync(string file)
    {
        var path = Path.Combine(Path.GetTempPath(), $"alerting-import-{Environment.ProcessId}-{file}");
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, file));
        text = Regex.Replace(text, "^(x-defaults: &times )(.*)$", "", RegexOptions.Multiline)
            .Replace("<<: *times", "group_wait: 20s", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, text.Replace("_file: /", "_file: /tmp/", StringComparison.Ordinal));
        return path;
    }

    private static string[] Ours(AlertingConfig config, Dictionary<string, string> labels)
    {
        var own = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        var alerts = new JsonArray(new JsonObject { ["status"] = "firing", ["labels"] = own });
        var body = new JsonObject { ["version"] = "4", ["groupKey"] = "x", ["alerts"] = alerts }.ToJsonString();
        var signal = new EventIntake(config.Logs).Read(Encoding.UTF8.GetBytes(body)).Single();
        var alert = new Classifier(config).Classify(signal);
        return [.. new Router(config.Routes).Match(alert).SelectMany(match => match.Route.To).Distinct().Order()];
    }

    /// <summary>Null receivers are none here.</summary>
    private static async Task<string[]> AmtoolAsync(string path, Dictionary<string, string> labels)
    {
        var start = new ProcessStartInfo(Amtool, ["config", "routes", "test", $"--config.file={path}",
            .. labels.Select(label => $"{label.Key}={label.Value}")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        var silent = File.ReadAllText(path).Contains("Default", StringComparison.Ordinal)
            ? new[] { "Default", "Watchdog", "Critical" } : ["null", "blackhole", "nobody"];
        return [.. (await output).Trim().Split([',', '\n'], StringSplitOptions.TrimEntries)
            .Where(receiver => receiver.Length > 0 && !silent.Contains(receiver)).Distinct().Order()];
    }

    /// <summary>Labels of the file's matchers with values that match, and one that does not.</summary>
    private static Dictionary<string, string[]> Values(string text) =>
        Regex.Matches(text, "(?<label>[a-z_]+)\\s*(?:=~|!~|!=|=|:)\\s*[\"']?(?<value>[A-Za-z0-9^(|.*)$+?<>:-]*)")
            .Where(match => match.Groups["label"].Value is "service" or "owner" or "alertname" or "namespace"
                or "tenant" or "env" or "component" or "app" or "job" or "instance" or "cluster")
            .GroupBy(match => match.Groups["label"].Value)
            .ToDictionary(same => same.Key, same => (string[])[.. same
                .SelectMany(match => match.Groups["value"].Value.Split('|')).Select(Sample).Distinct(), "other"]);

    private static string Sample(string pattern) =>
        string.Concat(pattern.Replace(".*", "x-1", StringComparison.Ordinal)
            .Where(c => char.IsAsciiLetterOrDigit(c) || c is '-'));
}
