using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Routing;

namespace Alerting.Tests.Configuration;

public class GoodConfigurations
{
    public static TheoryData<string> Files => [.. ConfigCases.Names("Good")];

    [Theory, MemberData(nameof(Files))]
    public void Load_without_errors(string name) =>
        ConfigFile.Load(ConfigCases.Read($"Good/{name}.yaml"), "alerting.yaml", _ => null).Errors.ShouldBeEmpty();

    [Fact]
    public void The_example_of_the_documentation_loads()
    {
        var result = ConfigFile.Load(ConfigCases.Read("Good/design-example.yaml"), "alerting.yaml", _ => null);

        result.Errors.ShouldBeEmpty();
        result.Notes.Select(note => note.ToString()).ShouldBe(
        [
            "alerting.yaml:13:3: Receiver phone is skipped: ALERT_PHONE is not set.",
            "alerting.yaml:16:3: Nothing notifies receiver ops. Name it in a route's to or in a fallback, or remove it.",
        ]);
    }

    [Fact]
    public void Sections_other_than_receivers_and_routes_are_read()
    {
        var config = Load.Valid(ConfigCases.Read("Good/everything.yaml"));

        config.TimeZone.Id.ShouldBe("Europe/London");
        config.TimeIntervals["nights"].Windows[0].Zone.Id.ShouldBe("America/New_York");
        config.SeverityRules.Select(rule => (rule.Severity, rule.Override))
            .ShouldBe([(Severity.Warning, true), (Severity.Info, false)]);
        config.Smtp.ShouldNotBeNull().Port.ShouldBe(2525);
        config.Flapping.ShouldBe(new FlappingOptions(4, TimeSpan.FromMinutes(30)));
        config.Inhibit.ShouldHaveSingleItem().Equal.ShouldBe(["account", "region", "service"]);
        config.Redact.ShouldHaveSingleItem().Replace("Customer-Id=123 x", "***").ShouldBe("*** x");
        config.Logs.Rules.ShouldHaveSingleItem().MinSeverity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void The_shipped_file_reads_all_its_variables()
    {
        var config = Load.Valid(ConfigCases.Shipped("alerting.yaml"),
            ("ALERT_PHONE", "+442079460000"), ("ALERT_EMAIL_TOPIC", "arn:aws:sns:eu-west-1:123456789012:mail"),
            ("ALERT_CHAT_WEBHOOK_PARAMETER", "/alerting/chat"), ("ALERT_TIMEZONE", "Europe/Paris"),
            ("ALERT_BUSINESS_DAYS", "mon-sat"), ("ALERT_BUSINESS_FROM", "07:30"), ("ALERT_BUSINESS_TO", "24:00"));

        config.Notes.ShouldBeEmpty();
        config.TimeZone.Id.ShouldBe("Europe/Paris");
        config.TimeIntervals["business-hours"].Windows[0].Days.Count.ShouldBe(6);
        config.Receivers.Values.SelectMany(receiver => receiver.Targets)
            .Select(target => $"{target.Channel} {target.Address}")
            .ShouldBe(["sms +442079460000", "sns arn:aws:sns:eu-west-1:123456789012:mail",
                "slack ${ssm:/alerting/chat}"]);
        config.Routes.Select(route => $"{route.Id}: {string.Join(" ", route.To)} {route.Hold}".TrimEnd())
            .ShouldBe(["pages: phone inbox chat", "warnings: inbox chat business-hours", "news: chat"]);
    }

    [Fact]
    public void The_shipped_file_is_valid_without_any_variable()
    {
        var result = Load.Text(ConfigCases.Shipped("alerting.yaml"));

        result.Errors.ShouldBeEmpty();
        result.Notes.Select(note => note.Text).ShouldBe(
        [
            "Receiver phone is skipped: ALERT_PHONE is not set.",
            "Receiver inbox is skipped: ALERT_EMAIL_TOPIC is not set.",
            "Receiver chat is skipped: ALERT_CHAT_WEBHOOK_PARAMETER is not set.",
        ]);
    }
}
