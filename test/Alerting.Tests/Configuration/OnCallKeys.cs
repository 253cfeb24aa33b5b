using Alerting.Alerts;
using Alerting.Configuration;
using NodaTime;

namespace Alerting.Tests.Configuration;

/// <summary>People, schedules, escalation policies and what refers to them.</summary>
public class OnCallKeys
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly AlertingConfig Config = Load.Valid(ConfigCases.Read("Good/on-call.yaml"));

    [Fact]
    public void A_person_has_channels_in_the_order_of_the_file()
    {
        var ann = Config.People["ann"];

        (ann.Key, ann.Name, ann.SlackId, ann.Zone.Id).ShouldBe(("ann", "Ann Lee", "U01ANN", "Europe/London"));
        ann.Targets.Select(target => $"{target.Channel} {target.Address}")
            .ShouldBe(["sms +447700900001", "voice +447700900001", "email ann@example.com"]);
        Config.People["bob"].ShouldSatisfyAllConditions(
            bob => bob.Name.ShouldBe("bob"), bob => bob.Zone.ShouldBe(DateTimeZone.Utc));
        Config.People["cy"].Targets[0].Address.ToString().ShouldBe("${ssm:/alerting/people/cy}");
    }

    [Theory]
    [InlineData(Severity.Critical, "voice sms")]
    [InlineData(Severity.Error, "sms")]
    [InlineData(Severity.Warning, "email")]
    [InlineData(Severity.Info, "email")]
    public void By_has_channels_for_each_severity(Severity severity, string channels) =>
        Config.People["ann"].By.ChannelsAt(severity, Noon).ShouldBe(channels.Split(' '));

    [Theory]
    [InlineData(12, "email")]
    [InlineData(23, "sms")]
    public void By_may_depend_on_the_hour(int hour, string channel) => Load.Valid("""
        people: { ann: { sms: "+447700900001", ntfy: { topic: x }, email: a@example.com,
          by: { error: [{ channels: sms, during: nights }, email] } } }
        time_intervals: { nights: { from: "22:00", to: "07:00" } }
        smtp: { host: localhost, from: a@example.com }
        receivers: { all: { people: ann } }
        routes: [{ to: all }]
        """).People["ann"].By.ChannelsAt(Severity.Error, Noon.AddHours(hour - 12)).ShouldBe([channel]);

    [Fact]
    public void A_schedule_has_layers_or_a_calendar()
    {
        var primary = Config.Schedules["primary"];

        primary.Zone.Id.ShouldBe("Europe/London");
        primary.People.ShouldBe(["ann", "bob", "cy"]);
        primary.Layers[0].ShouldSatisfyAllConditions(
            layer => layer.From.ShouldBe(new LocalDateTime(2026, 11, 2, 9, 0)),
            layer => layer.Every.ShouldBe(RotationPeriod.Week),
            layer => layer.HandoverDay.ShouldBe(IsoDayOfWeek.Monday));
        primary.Layers[1].During.ShouldNotBeNull().Windows[0].Zone.Id.ShouldBe("Europe/London");
        Config.Schedules["secondary"].Calendar.ShouldNotBeNull().ToString().ShouldBe("${ssm:/alerting/rota-url}");
    }

    [Fact]
    public void A_policy_has_steps_and_a_repeat()
    {
        var policy = Config.Escalations["production"];

        policy.Steps.Select(step => (step.After.TotalMinutes, string.Join(' ', step.Notify)))
            .ShouldBe([(0, "oncall"), (5, "oncall lead"), (10, "everybody")]);
        (policy.Repeat, policy.RepeatAfter).ShouldBe((2, TimeSpan.FromMinutes(15)));
        Config.Fallback.ShouldBe("everybody");
    }

    [Fact]
    public void A_route_with_a_policy_is_not_a_null_route()
    {
        Config.Routes.Select(route => (route.Escalate, route.IsNull, route.TakesAlerts)).ShouldBe(
            [("production", false, true), (null, true, true), ("production", false, true), (null, false, true)]);
        Config.Routes[0].AckTimeout.ShouldBe(TimeSpan.FromHours(8));
    }

    [Theory]
    [InlineData("everybody", null)]
    [InlineData("oncall@ann/sms", "ann")]
    [InlineData("primary@bob/email", "bob")]
    [InlineData("cy@cy/sms", "cy")]
    public void A_channel_of_a_person_is_a_receiver_of_its_own(string name, string? person)
    {
        var receiver = Config.FindReceiver(name).ShouldNotBeNull();

        receiver.Name.ShouldBe(name);
        receiver.Person?.Key.ShouldBe(person);
    }

    [Theory]
    [InlineData("oncall@dee/sms")]
    [InlineData("oncall@bob/ntfy")]
    [InlineData("gone@ann/sms")]
    [InlineData("gone")]
    public void A_removed_receiver_or_person_is_not_found(string name) => Config.FindReceiver(name).ShouldBeNull();
}
