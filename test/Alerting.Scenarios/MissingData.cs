using Alerting.Alerts;
using Alerting.Scenarios.Script;

namespace Alerting.Scenarios;

/// <summary>Missing data is not recovery, and an alarm deleted while it fires has not recovered.</summary>
public sealed class MissingData
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void An_alarm_that_loses_its_data_stays_open()
    {
        var team = Team.AsShipped();
        team.At("02:00").Alarm("orders");
        team.Expect("02:00").Firing("phone inbox chat", "orders");
        team.At("02:10").InsufficientData("orders");
        team.Expect("06:00").Reminder("phone inbox chat", "orders").WithReason(
            "Reminder: not recovered 4 h after the last notification; no data since Fri 13 Nov 02:10 GMT.");
        team.AllNotified[^1].Alerts[0].Signal.NoDataSince.ShouldBe(team.Now.Date.AddHours(2).AddMinutes(10));
        team.At("07:00").Ok("orders");
        team.Expect("07:00").Resolved("phone inbox chat", "orders ok").WithReason("Resolved.");
        team.ExpectNothing("Mon 12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Theory]
    [InlineData("routes: [{ to: [phone] }]")]
    [InlineData("routes: [{ match: ['severity = \"error\"'], to: [phone] }, { to: [phone], group_by: [region] }]")]
    public void Data_that_comes_back_notifies_nobody_again(string routes)
    {
        var team = Team.With(routes);
        team.At("02:00").Alarm("orders");
        team.Expect("02:00").Firing("phone", "orders");
        team.At("02:10").InsufficientData("orders");
        team.At("02:20").Alarm("orders");
        team.At("02:30").InsufficientData("orders");
        team.At("02:40").Alarm("orders");
        team.Expect("06:00").Reminder("phone", "orders")
            .WithReason("Reminder: still firing 4 h after the last notification.");
        team.At("06:10").Ok("orders");
        team.Expect("06:10").Resolved("phone", "orders ok");
        team.ExpectNothing("Mon 12:00");
    }

    [Fact]
    public void A_critical_alarm_that_loses_its_data_stays_critical()
    {
        var team = Team.AsShipped();
        team.At("02:00").Alarm("site", Severity.Critical);
        team.Expect("02:00").Firing("phone inbox chat", "site");
        team.At("02:10").InsufficientData("site");
        team.Expect("03:00").Reminder("phone inbox chat", "site");
        team.AllNotified[^1].Severity.ShouldBe(Severity.Critical);
        team.At("03:10").Ok("site");
        team.Expect("03:10").Resolved("phone inbox chat", "site ok");
        team.ExpectNothing("Mon 12:00");
    }

    [Fact]
    public void Data_missing_from_the_start_is_a_warning()
    {
        var team = Team.AsShipped();
        team.At("Fri 10:00").InsufficientData("orders");
        team.Expect("10:00:30").Firing("inbox chat", "orders");
        team.At("10:10").Alarm("orders");
        team.Expect("10:10").Firing("phone inbox chat", "orders");
        team.At("10:20").InsufficientData("orders");
        team.At("10:40").Ok("orders");
        team.Expect("10:40").Resolved("phone inbox chat", "orders ok");
        team.ExpectNothing("Mon 12:00");
    }

    [Fact]
    public void Missing_data_that_comes_back_within_the_wait_notifies_nobody()
    {
        var team = Team.AsShipped();
        team.At("10:00").InsufficientData("orders");
        team.At("10:00:20").Ok("orders");
        team.ExpectNothing("Mon 12:00");
    }

    [Fact]
    public void An_alarm_from_before_the_missing_data_is_still_a_page()
    {
        var team = Team.AsShipped();
        team.At("10:00").InsufficientData("orders").LateAlarm("orders", Severity.Error, Minute);
        team.Expect("10:00").Firing("phone inbox chat", "orders");
        // The warning stays: only the group of pages can tell a late alarm from a redelivered one.
        team.Expect("10:00:30").Firing("inbox chat", "orders");
        team.At("10:20").Ok("orders");
        team.Expect("10:20").Resolved("phone inbox chat", "orders ok").Resolved("inbox chat", "orders ok");
        team.ExpectNothing("Mon 12:00");
    }

    [Fact]
    public void A_redelivered_alarm_does_not_take_the_place_of_missing_data()
    {
        var team = Team.AsShipped();
        team.At("10:00").Alarm("orders");
        var alarm = Some.Alarm("orders", Severity.Error, team.Now);
        team.Expect("10:00").Firing("phone inbox chat", "orders");
        team.At("10:10").Ok("orders");
        team.Expect("10:10").Resolved("phone inbox chat", "orders ok");
        team.At("10:30").InsufficientData("orders");
        team.Expect("10:30:30").Firing("inbox chat", "orders");
        team.At("10:40").Event("orders: ALARM of 10:00 again", alarm);
        team.At("10:50").Ok("orders");
        team.Expect("10:50").Resolved("inbox chat", "orders ok");
        team.ExpectNothing("Mon 12:00");
    }

    [Fact]
    public void An_OK_from_before_the_missing_data_still_resolves()
    {
        var team = Team.AsShipped();
        team.At("10:00").Alarm("orders");
        team.Expect("10:00").Firing("phone inbox chat", "orders");
        var ok = Some.Ok("orders", team.Now.AddMinutes(9));
        team.At("10:10").InsufficientData("orders").Event("the OK of a minute ago", ok);
        team.Expect("10:10").Resolved("phone inbox chat", "orders ok");
        team.ExpectNothing("Mon 12:00");
    }

    [Fact]
    public void A_held_warning_that_loses_its_data_is_still_in_the_digest()
    {
        var team = Team.AsShipped();
        team.At("03:00").Alarm("disk", Severity.Warning);
        team.At("03:10").InsufficientData("disk");
        team.Expect("08:00").Digest("inbox chat", "disk");
        team.ExpectNothing("11:00");
    }

    [Fact]
    public void An_alarm_deleted_while_it_fires_has_not_recovered()
    {
        var team = Team.AsShipped();
        team.At("02:00").Alarm("orders").Alarm("site", Severity.Critical);
        team.Expect("02:00").Firing("phone inbox chat", "orders").Firing("phone inbox chat", "site");
        team.At("02:20").Deleted("orders").Deleted("site").Deleted("never fired");
        team.Expect("02:20").Resolved("phone inbox chat", "orders ok").WithReason("Alarm deleted, not recovered.")
            .Resolved("phone inbox chat", "site ok").WithReason("Alarm deleted, not recovered.");
        team.ExpectNothing("Mon 12:00");
        team.Timeline.ShouldBeAccepted();
    }

    [Fact]
    public void An_alarm_deleted_without_data_ends()
    {
        var team = Team.AsShipped();
        team.At("02:00").Alarm("orders");
        team.Expect("02:00").Firing("phone inbox chat", "orders");
        team.At("02:10").InsufficientData("orders");
        team.At("02:20").Deleted("orders");
        team.Expect("02:20").Resolved("phone inbox chat", "orders ok");
        team.At("02:30").Alarm("orders");
        team.Expect("02:30").Firing("phone inbox chat", "orders");
        team.ExpectNothing("06:00");
    }
}
