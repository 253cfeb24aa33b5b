using System.Text;
using Alerting.Cli.Import;
using Alerting.Configuration;

namespace Alerting.Cli.Tests;

/// <summary>Contact points and policies as Grafana provisions and exports them.</summary>
public class GrafanaImportTests
{
    private static readonly string Text =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Import", "grafana-files.yaml"));

    private const string Policy = """
        {"apiVersion":1,"policies":[{"orgId":1,"receiver":"ops","group_by":["alertname"],"routes":[
          {"receiver":"night","object_matchers":[["severity","=","critical"],["team","!~","qa|dev"]],
           "active_time_intervals":["nights"]}]}]}
        """;

    [Fact]
    public void The_result_passes_the_check_and_keeps_the_routes()
    {
        var config = Valid(Import(Text));

        config.Receivers.Keys.ShouldBe(["web team", "oncall", "chat", "pager of another maker"]);
        config.Receivers["chat"].Targets.Select(target => target.Channel).Order()
            .ShouldBe(["discord", "google_chat", "opsgenie", "sns", "teams", "telegram"]);
        config.Receivers["web team"].Targets.Select(target => (target.Channel, target.SendResolved))
            .ShouldBe([("slack", true), ("email", false), ("email", false)], ignoreOrder: true);
        var root = config.Routes.ShouldHaveSingleItem();
        root.To.ShouldBe(["chat"]);
        root.Routes.Select(route => route.Display).ShouldBe(
            ["severity =~ \"critical|error\"", "team = \"web\"", "team = \"db\""]);
        root.Routes[0].Continue.ShouldBeTrue();
        (root.Routes[1].Mute, root.Routes[1].Active).ShouldSatisfyAllConditions(
            times => times.Mute.ShouldBe(["weekends"]), times => times.Active.ShouldBe(["office"]));
    }

    [Fact]
    public void Every_key_is_translated_or_listed_and_no_secret_is_copied()
    {
        var result = Import(Text);

        result.Notes.Where(note => note.Contains("Unknown key", StringComparison.Ordinal)).ShouldBe(
            ["grafana.yaml:68: route.unheard_of: Unknown key. It is left out."]);
        result.Notes.Append(result.Yaml).ShouldAllBe(text => !text.Contains("made-up", StringComparison.Ordinal));
        foreach (var part in (string[])[
            "grafana.yaml:10: contactPoints.web team.slack.recipient: A webhook posts to its own channel.",
            "grafana.yaml:11: contactPoints.web team.slack.mentionChannel: Write in the receiver: mention:",
            "grafana.yaml:35: contactPoints.oncall.pushover: Alerting has no channel pushover. Use ntfy",
            "grafana.yaml:39: contactPoints.chat.googlechat.url: It is not in the file. Store it: aws ssm",
            "grafana.yaml:48: contactPoints.pager of another maker: None of its integrations",
            "grafana.yaml:81: templates: Alerting words its own messages.",
            "grafana.yaml:83: deleteContactPoints: What is not in the file does not exist here.",
        ])
        {
            result.Notes.ShouldContain(note => note.StartsWith(part, StringComparison.Ordinal), part);
        }
    }

    /// <summary>An export hides secrets, so two that look alike are two.</summary>
    [Fact]
    public void Hidden_secrets_are_not_taken_for_one()
    {
        var yaml = Import(Text).Yaml;

        foreach (var name in (string[])["googlechat", "teams", "telegram", "opsgenie"])
            yaml.ShouldContain($"/alerting/chat-{name}}}");
    }

    [Fact]
    public void Exports_of_contact_points_policies_and_times_are_read_together()
    {
        const string points = """
            {"apiVersion":1,"contactPoints":[{"orgId":1,"name":"ops","receivers":[
              {"uid":"a","type":"email","settings":{"addresses":"ops@example.com"}}]}]}
            """;
        const string times = """
            {"apiVersion":1,"muteTimes":[{"orgId":1,"name":"nights","time_intervals":[
              {"times":[{"start_time":"00:00","end_time":"07:00"}]}]}]}
            """;

        var result = ImportFiles.Read([("points.json", points), ("policies.json", Policy), ("t.json", times)], null);

        var config = Valid(result);
        config.Receivers.Keys.ShouldBe(["ops", "night"]);
        config.Routes[0].Routes[0].Match.Select(matcher => matcher.ToString())
            .ShouldBe(["severity = \"critical\"", "team !~ \"qa|dev\""]);
        result.Notes.ShouldContain(note => note.StartsWith("policies.json:2: contactPoints.night: None of its",
            StringComparison.Ordinal));
    }

    [Fact]
    public void The_lists_that_the_API_answers_are_read_too()
    {
        const string points = """
            [{"uid":"a","name":"ops","type":"webhook","settings":{"url":"https://example.com/x"},
              "disableResolveMessage":true},
             {"uid":"b","name":"ops","type":"discord","settings":{"url":"[REDACTED]"},"disableResolveMessage":false}]
            """;
        const string policies = """{"receiver":"ops","group_by":["..."],"routes":[]}""";

        var ops = Valid(ImportFiles.Read([("a", points), ("b", policies)], null)).Receivers["ops"];

        ops.Targets.Select(target => (target.Channel, target.SendResolved))
            .ShouldBe([("webhook", false), ("discord", true)], ignoreOrder: true);
    }

    [Fact]
    public void The_configuration_of_Grafanas_Alertmanager_is_read_too()
    {
        const string json = """
            {"template_files":{},"alertmanager_config":{"route":{"receiver":"ops","group_by":["alertname"]},
             "receivers":[{"name":"ops","grafana_managed_receiver_configs":[
               {"uid":"a","name":"ops","type":"email","settings":{"addresses":"<example@email.com>"}}]}]}}
            """;

        Valid(Import(json)).Receivers.Keys.ShouldBe(["ops"]);
    }

    [Fact]
    public void Contact_points_without_policies_get_every_alert()
    {
        var result = Import("""
            apiVersion: 1
            contactPoints: [{ name: ops, receivers: [{ type: discord, settings: { url: x } }] }]
            """);

        Valid(result).Routes.ShouldHaveSingleItem().To.ShouldBe(["ops"]);
        result.Notes.ShouldContain(note => note.Contains("No notification policy", StringComparison.Ordinal));
    }

    [Fact]
    public void A_time_that_is_not_in_the_files_is_listed() =>
        ImportFiles.Read([("p.json", Policy)], null).Notes.ShouldContain(note =>
            note.StartsWith("p.json:3: policies: The time interval \"nights\" is not in the files.",
                StringComparison.Ordinal));

    [Theory]
    [InlineData("apiVersion: 1\nmuteTimes: []", null, "neither a contact point nor a notification policy")]
    [InlineData("route: { receiver: a }", "grafana", "grafana.yaml is not contact points and policies of Grafana")]
    [InlineData("contactPoints: []", "alertmanager", "grafana.yaml is not a configuration of Alertmanager")]
    [InlineData("contactPoints: [", null, "grafana.yaml:1:")]
    public void Something_else_gets_a_sentence(string yaml, string? from, string expected) =>
        Should.Throw<FormatException>(() => ImportFiles.Read([("grafana.yaml", yaml)], from)).Message
            .ShouldContain(expected);

    /// <summary>Damaged exports get a sentence or a result that is valid, and never a crash.</summary>
    [Fact]
    public void Damaged_files_do_not_crash_it()
    {
        var lines = Text.Split('\n');
        for (var i = 1; i < lines.Length; i += 3)
        {
            var damaged = new StringBuilder().AppendJoin('\n', lines.Where((_, line) => line != i)).ToString();
            try
            {
                Import(damaged).Yaml.ShouldNotBeEmpty();
            }
            catch (FormatException sentence)
            {
                sentence.Message.ShouldNotBeEmpty();
            }
        }
    }

    private static ImportResult Import(string text) => ImportFiles.Read([("grafana.yaml", text)], from: null);

    private static AlertingConfig Valid(ImportResult result)
    {
        var loaded = ConfigFile.Load(result.Yaml, "alerting.yaml", _ => null);
        loaded.Errors.ShouldBeEmpty(result.Yaml);
        return loaded.Config!;
    }
}
