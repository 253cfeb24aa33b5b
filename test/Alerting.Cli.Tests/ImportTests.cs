using System.Globalization;
using Alerting.Cli.Import;
using Alerting.Configuration;

namespace Alerting.Cli.Tests;

/// <summary>Each file in <c>Import</c> has the shape of a configuration that people use.</summary>
public class ImportTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Import");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder, "*.yml").Select(path => Path.GetFileName(path)).Order()];

    public static ImportResult Import(string file) =>
        AlertmanagerImport.Read(File.ReadAllText(Path.Combine(Folder, file)), "alertmanager.yml");

    [Theory, MemberData(nameof(Files))]
    public void The_result_passes_the_check(string file) =>
        ConfigFile.Load(Import(file).Yaml, "alerting.yaml", _ => null).Errors.ShouldBeEmpty();

    /// <summary>The made-up secrets are named so.</summary>
    [Theory, MemberData(nameof(Files))]
    public void No_secret_is_copied(string file)
    {
        var result = Import(file);

        foreach (var text in result.Notes.Append(result.Yaml))
            text.ShouldNotContain("made-up");
        result.Yaml.ShouldNotContain("1111");
        result.Yaml.ShouldNotContain("not-a-real");
    }

    /// <summary>What has no counterpart is listed with its line, and nothing that Alertmanager knows is unknown.</summary>
    [Theory, MemberData(nameof(Keys))]
    public void Every_key_is_translated_or_listed(string integration, string[] keys)
    {
        var config = string.Concat(keys.Select(key => $"      {key}: {Value(key)}\n"));
        var yaml = $"""
            route: {Braces}
            receivers:
              - name: all
                {integration}:
                - send_resolved: true
            {config}
            """;

        var result = AlertmanagerImport.Read(yaml, "alertmanager.yml");

        result.Notes.Where(note => note.Contains("Unknown key", StringComparison.Ordinal)).ShouldBeEmpty();
        foreach (var note in result.Notes)
            int.Parse(note.Split(':')[1], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        ConfigFile.Load(result.Yaml, "alerting.yaml", _ => null).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_unknown_is_listed_with_its_line() =>
        Import("every-integration.yml").Notes.Where(note => note.Contains("Unknown key", StringComparison.Ordinal))
            .ShouldBe([
                "alertmanager.yml:10: global.unheard_of: Unknown key. It is left out.",
                "alertmanager.yml:15: route.labels: Unknown key. It is left out.",
            ]);

    [Fact]
    public void The_default_of_kube_prometheus_stack_notifies_nobody_yet() =>
        Import("kube-prometheus-stack.yml").Yaml.ShouldStartWith("""
            receivers: {}
            routes:
              - to: []
                group_by: [namespace]
                wait: 30s
                interval: 5m
                repeat: 12h
                routes:
                  - { match: ['alertname = "Watchdog"'], to: [] }
                  - { to: [] }

            """);

    [Fact]
    public void Times_at_which_a_route_is_muted_are_not_inherited()
    {
        var config = ConfigFile.Load(Import("time-intervals.yml").Yaml, "alerting.yaml", _ => null).Config!;

        var web = config.Routes[0].Routes[0];
        web.Mute.ShouldBe(["offhours", "holidays"]);
        web.Routes[0].Mute.ShouldBeEmpty();
        web.Routes[0].Active.ShouldBe(["month-end"]);
        web.Routes[1].Mute.ShouldBe(["offhours", "holidays"]);
    }

    [Fact]
    public void Resolved_notifications_are_those_of_each_integration()
    {
        var config = ConfigFile.Load(Import("dead-mans-switch.yml").Yaml, "alerting.yaml", _ => null).Config!;

        config.Receivers["dead-mans-switch"].SendResolved.ShouldBeFalse();
        config.Receivers["slack-default"].SendResolved.ShouldBeFalse();
        config.Receivers["slack-prod"].SendResolved.ShouldBeTrue();
    }

    [Fact]
    public async Task The_command_writes_YAML_and_lists_the_rest_beside_it()
    {
        var result = await CliProcess.RunAsync(
            new Dictionary<string, string>(), "import", Path.Combine(Folder, "openshift.yml"));

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldStartWith("receivers: {}\nroutes:\n");
        result.Error.ShouldContain("openshift.yml:2: global.resolve_timeout: ");
    }

    [Theory]
    [InlineData("receivers: []", "it has no route")]
    [InlineData("route: [", "alertmanager.yml:1:1: ")]
    [InlineData("", "it has no route")]
    public void Something_else_gets_a_sentence(string yaml, string expected) =>
        Should.Throw<FormatException>(() => AlertmanagerImport.Read(yaml, "alertmanager.yml")).Message
            .ShouldContain(expected);

    private const string Braces = "{ receiver: all }";

    public static TheoryData<string, string[]> Keys
    {
        get
        {
            var data = new TheoryData<string, string[]>();
            foreach (var line in File.ReadLines(Path.Combine(Folder, "keys.txt")))
            {
                var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                data.Add(words[0], words[1..]);
            }
            return data;
        }
    }

    private static string Value(string key) => key switch
    {
        "topic_arn" => "arn:aws:sns:eu-west-1:123456789012:alerts",
        "phone_number" => "\"+447700900001\"",
        "api_url" => "https://api.example.com",
        "to" => "ops@example.com",
        "from" => "alerts@example.com",
        "chat_id" => "12345",
        "smarthost" => "smtp.example.com:587",
        "http_config" => "{ authorization: { credentials: x }, basic_auth: { username: x }, oauth2: { client_id: x }, " +
            "proxy_url: x, no_proxy: x, proxy_from_environment: x, proxy_connect_header: { a: [b] }, " +
            "tls_config: { ca_file: x }, follow_redirects: true, enable_http2: true, bearer_token: x, " +
            "http_headers: { a: { values: [b] } }, bearer_token_file: x }",
        _ => "x",
    };
}
