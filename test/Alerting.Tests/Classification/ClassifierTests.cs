using Alerting.Alerts;
using Alerting.Classification;

namespace Alerting.Tests.Classification;

public sealed class ClassifierTests
{
    private const string Rules = """
        severity:
          - match: ['name =~ ".*-canary"']
            severity: info
            override: true
          - match: ['tag_team = "payments"']
            severity: critical
        receivers: { chat: { slack: "https://hooks.slack.com/services/x" } }
        routes: [{ to: chat }]
        """;

    private static readonly SeverityClaim Tag = new(Severity.Warning, "alarm tag severity=warning");

    private readonly Classifier _classifier = new(Some.Config(Rules));

    [Fact]
    public void An_overriding_rule_wins_over_the_events_severity() =>
        Decided(Some.Signal("orders-canary") with { Claims = [Tag] })
            .ShouldBe((Severity.Info, "rule 1: name =~ \".*-canary\""));

    [Fact]
    public void The_events_severity_wins_over_a_plain_rule() =>
        Decided(Payments() with { Claims = [Tag] }).ShouldBe((Severity.Warning, "alarm tag severity=warning"));

    [Fact]
    public void A_rule_wins_over_the_conventions() =>
        Decided(Payments() with { Description = "[warning] slow" })
            .ShouldBe((Severity.Critical, "rule 2: tag_team = \"payments\""));

    [Fact]
    public void A_convention_wins_over_the_default() =>
        Decided(Some.Signal() with { Description = "P3, can wait", Fallback = Tag })
            .ShouldBe((Severity.Warning, "description says P3"));

    [Fact]
    public void The_name_wins_over_the_description() =>
        Decided(Some.Signal("[critical] orders") with { Description = "[info]" })
            .ShouldBe((Severity.Critical, "name says [critical]"));

    [Fact]
    public void The_default_of_the_source_comes_last() =>
        Decided(Some.Signal() with { Fallback = new(Severity.Error, "default for alarms in ALARM") })
            .ShouldBe((Severity.Error, "default for alarms in ALARM"));

    [Fact]
    public void Without_any_severity_it_is_a_warning() =>
        Decided(Some.Signal()).ShouldBe((Severity.Warning, "default for unknown messages"));

    [Theory]
    [InlineData("111111111111", Severity.Critical, "alarm tag severity=critical", null, "prod")]
    [InlineData("012345678901", Severity.Warning, "alarm tag severity=critical; at most warning in staging",
        ReasonCode.SeverityCapped, "staging")]
    [InlineData("333333333333", Severity.Critical, "alarm tag severity=critical", null, null)]
    [InlineData(null, Severity.Critical, "alarm tag severity=critical", null, null)]
    public void An_account_has_a_name_and_may_cap_the_severity(
        string? account, Severity severity, string reason, ReasonCode? code, string? env)
    {
        var alert = WithAccounts().Classify(Some.Signal() with
            { Account = account, Claims = [new(Severity.Critical, "alarm tag severity=critical")] });

        (alert.Severity, alert.SeverityReason, alert.SeverityCode).ShouldBe((severity, reason, code));
        alert.Labels["severity"].ShouldBe(severity.Name());
        alert.Labels.GetValueOrDefault("env").ShouldBe(env);
    }

    [Fact]
    public void An_account_caps_an_overriding_rule_but_no_lower_severity()
    {
        var rule = WithAccounts().Classify(Some.Signal("canary") with { Account = "012345678901" });
        rule.SeverityReason.ShouldBe("rule 1: env = \"staging\", name = \"canary\"; at most warning in staging");
        var info = WithAccounts().Classify(
            Some.Signal() with { Account = "012345678901", Claims = [new(Severity.Info, "log level")] });
        (info.Severity, info.SeverityReason, info.SeverityCode).ShouldBe((Severity.Info, "log level", null));
    }

    [Fact]
    public void The_environment_that_the_source_names_stays() =>
        WithAccounts().Classify(Some.Signal() with
        {
            Account = "111111111111",
            Labels = new Dictionary<string, string> { ["env"] = "canary" },
        }).Labels["env"].ShouldBe("canary");

    private static Classifier WithAccounts() => new(Some.Config("""
        accounts: { "111111111111": prod, "012345678901": { name: staging, severity_at_most: warning } }
        severity: { match: ['env = "staging"', 'name = "canary"'], severity: critical, override: true }
        receivers: { chat: { slack: "https://hooks.slack.com/services/x" } }
        routes: [{ to: chat }]
        """));

    [Fact]
    public void Every_alert_has_the_six_labels()
    {
        var labels = _classifier.Classify(Some.Signal() with { Account = null }).Labels;

        foreach (var label in (string[])["account", "name", "region", "service", "severity", "source"])
            labels.ContainsKey(label).ShouldBeTrue(label);
        labels["severity"].ShouldBe("warning");
        labels["account"].ShouldBe("");
    }

    [Theory]
    [InlineData("fatal", Severity.Critical)]
    [InlineData("EMERGENCY", Severity.Critical)]
    [InlineData("alert", Severity.Critical)]
    [InlineData("panic", Severity.Critical)]
    [InlineData("err", Severity.Error)]
    [InlineData("Severe", Severity.Error)]
    [InlineData("high", Severity.Error)]
    [InlineData(" warn ", Severity.Warning)]
    [InlineData("medium", Severity.Warning)]
    [InlineData("notice", Severity.Info)]
    [InlineData("debug", Severity.Info)]
    [InlineData("trace", Severity.Info)]
    [InlineData("low", Severity.Info)]
    [InlineData("P1", Severity.Critical)]
    [InlineData("P2", Severity.Error)]
    [InlineData("P3", Severity.Warning)]
    [InlineData("P4", Severity.Info)]
    [InlineData("P5", Severity.Info)]
    public void Severity_words_of_other_systems_map_to_ours(string word, Severity severity) =>
        SeverityWords.Parse(word).ShouldBe(severity);

    private static Signal Payments() =>
        Some.Signal() with { Labels = new Dictionary<string, string> { ["tag_team"] = "payments" } };

    private (Severity, string) Decided(Signal signal)
    {
        var alert = _classifier.Classify(signal);
        return (alert.Severity, alert.SeverityReason);
    }
}
