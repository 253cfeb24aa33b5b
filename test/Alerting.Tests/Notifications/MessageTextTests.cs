using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Channels.Opsgenie;
using Alerting.Channels.PagerDuty;
using Alerting.Channels.Sms;
using Alerting.Configuration;
using Alerting.Notifications;
using Alerting.Tests.Channels;

namespace Alerting.Tests.Notifications;

/// <summary>What people read first: how bad, where it stands, what, and in which account.</summary>
public sealed class MessageTextTests
{
    private static readonly AlertingConfig Config = Some.Config("""
        accounts: { "123456789012": prod, "210987654321": staging, "111111111111": dev, "222222222222": lab }
        receivers: { phone: { sms: "+442079460000" } }
        routes: [{ to: phone }]
        """);

    [Theory]
    [InlineData(NotificationKind.Reminder, Severity.Critical, 80, "CRITICAL STILL DOWN 1 h 20 min")]
    [InlineData(NotificationKind.Reminder, Severity.Error, 60, "ERROR STILL DOWN 1 h")]
    [InlineData(NotificationKind.Reminder, Severity.Warning, 1440, "WARNING STILL FIRING 1 d")]
    [InlineData(NotificationKind.Firing, Severity.Error, 60, "ERROR")]
    [InlineData(NotificationKind.Escalation, Severity.Critical, 5, "UNANSWERED CRITICAL")]
    public void The_first_words_say_how_bad_it_is_and_where_it_stands(
        NotificationKind kind, Severity severity, int minutes, string word) =>
        Written(kind, Some.Alert(Some.Signal() with { StartsAt = Some.Time.AddMinutes(-minutes) }, severity))
            .Word.ShouldBe(word);

    [Fact]
    public void Missing_data_is_said_in_words()
    {
        var alert = Some.Alert(Some.Signal("orders heartbeat") with { HasNoData = true }, Severity.Warning);

        PlainText.Headline(Written(NotificationKind.Firing, alert))
            .ShouldBe("WARNING NO DATA: orders heartbeat (prod)");
        Written(NotificationKind.Reminder, alert with
            { Signal = alert.Signal with { StartsAt = Some.Time.AddHours(-2) } }).Word
            .ShouldBe("WARNING STILL NO DATA 2 h");
    }

    [Theory]
    [InlineData(25 * 60, "RESOLVED after 25 min")]
    [InlineData(25 * 60 + 3, "RESOLVED after 25 min")]
    [InlineData(95, "RESOLVED after 1 min 35 s")]
    [InlineData(90000, "RESOLVED after 1 d 1 h")]
    public void A_resolved_title_says_how_long_it_lasted(int seconds, string word)
    {
        var ended = Ended(Some.Signal(), seconds);
        Written(NotificationKind.Resolved, ended).Word.ShouldBe(word);
        // Of several, from the first start to the last end.
        Written(NotificationKind.Resolved, ended, Ended(Some.Signal("b"), 60)).Word.ShouldBe(word);
    }

    [Theory]
    [InlineData("orders errors", new[] { "123456789012" }, "orders errors (prod)")]
    [InlineData("prod-orders errors", new[] { "123456789012" }, "prod-orders errors")]
    [InlineData("production errors", new[] { "123456789012" }, "production errors (prod)")]
    [InlineData("orders errors", new[] { "999999999999" }, "orders errors")]
    [InlineData("a", new[] { "123456789012", "210987654321" }, "2 alarms: a, a (prod, staging)")]
    [InlineData("a", new[] { "123456789012", "123456789012", "123456789012" }, "3 alarms: a, a, a (prod)")]
    [InlineData("a", new[] { "123456789012", "210987654321", "111111111111", "222222222222" },
        "4 alarms: a, a, a and 1 more (4 accounts)")]
    public void A_title_names_each_account_once(string title, string[] accounts, string headline)
    {
        var message = Written(NotificationKind.Firing,
            [.. accounts.Select(account => Some.Alert(Some.Signal(title) with { Account = account }))]);

        message.Headline.ShouldBe(headline);
        message.Items[0].Title.ShouldBe(accounts.Distinct().Count() > 1 ? $"{title} (prod)" : title);
        message.Items[0].Facts[^1].Name.ShouldBe("Account");
    }

    [Fact]
    public void What_is_over_stands_in_the_past()
    {
        var item = SampleNotifications.Message(SampleNotifications.Resolved()).Items[0];

        item.About.ShouldBe("Was: Customers cannot order.\nCheck the queue first.");
        item.Figures.ShouldBe("Errors Sum back to 0 (was 41, threshold > 5)");
        item.Cause.ShouldBeNull();
        item.Facts.ShouldNotContain(fact => fact.Name == "State");
        // A fall in severity is no end.
        var fallen = item with
        {
            Alert = item.Alert with
            {
                Signal = item.Alert.Signal with { Ending = new(ReasonCode.SeverityChanged, "Now a warning") },
            },
        };
        fallen.About.ShouldBe(item.Description);
    }

    [Theory]
    [InlineData(0, "Errors Sum back to 0 (was 41, threshold > 5)")]
    [InlineData(6, "Errors Sum was 41 (threshold > 5)")]
    [InlineData(null, "Errors Sum was 41 (threshold > 5)")]
    public void An_end_has_the_value_it_came_back_to(int? value, string numbers)
    {
        var sample = SampleNotifications.Resolved().Alerts[0];
        var measured = sample.Signal.Measurement! with { Datapoints = value is { } last ? [new(last, null)] : [] };
        Written(NotificationKind.Resolved, sample with { Signal = sample.Signal with { Measurement = measured } })
            .Items[0].Figures.ShouldBe(numbers);
    }

    [Fact]
    public void A_composite_alarm_names_the_children_that_fire()
    {
        var item = TypicalEvents.Message("cloudwatch-alarm/composite-sns").Items[0];

        item.Figures.ShouldBe("Triggered by orders-db CPU and ecs/orders/upscale");
        item.Cause.ShouldBeNull();
        item.Links.Select(link => link.Text).ShouldContain("ecs/orders/upscale");
        item.Facts.ShouldNotContain(fact => fact.Value.Contains("arn:"));
    }

    [Fact]
    public void A_pager_reads_out_the_number_and_the_account()
    {
        var message = TypicalEvents.Message("cloudwatch-alarm/alarm");

        new PagerDutyFormat().Write(message).ToString().ShouldContain(
            "\"summary\":\"ERROR: orders-api errors - Errors 41 (>5), prod (123456789012)\"");
        var longer = message with { Title = new string('x', 300) };
        new OpsgenieFormat().Write(longer).ToString().ShouldContain("x… - Errors 41 (>5), prod (123456789012)\"");
    }

    [Fact]
    public void An_alarm_without_a_value_says_what_did_not_come_and_no_threshold()
    {
        var message = TypicalEvents.Message("cloudwatch-alarm/insufficient-data");
        var item = message.Items[0];

        item.Figures.ShouldBe("No Heartbeat values (expected every 5 min)");
        item.When.ShouldStartWith("No data since ");
        item.Cause.ShouldBe("Its sender may be down, or had nothing to report. Check that it runs.");
        foreach (var text in new[] { PlainText.Of(message), SmsFormat.Text(message) })
        {
            text.ShouldContain("No Heartbeat values (expected every 5 min)");
            text.ShouldContain("Its sender may be down, or had nothing to report.");
            text.ShouldNotContain("threshold");
            text.ShouldNotContain("> 90");
        }
    }

    /// <summary>As an alarm whose last values are known: the threshold stands beside them.</summary>
    [Fact]
    public void A_silent_alarm_with_values_keeps_its_threshold()
    {
        var alert = SampleNotifications.Firing().Alerts[0];

        Written(NotificationKind.Firing, alert with { Signal = alert.Signal with { HasNoData = true } })
            .Items[0].Figures.ShouldBe("Errors Sum 41 (threshold > 5)");
    }

    [Fact]
    public void Alerts_less_severe_than_the_first_words_are_marked()
    {
        Alert[] alerts = [Some.Alert(Some.Signal("a"), Severity.Error), Some.Alert(Some.Signal("b"), Severity.Warning)];

        Written(NotificationKind.Firing, alerts).Title.ShouldEndWith(": a, b (warning)");
        Written(NotificationKind.Firing, alerts[0], alerts[0]).Title.ShouldEndWith(": a, a");
        Written(NotificationKind.Resolved, Ended(alerts[0].Signal, 60),
            Ended(alerts[1].Signal, 60) with { Severity = Severity.Warning }).Title.ShouldEndWith(": a, b");
    }

    [Theory]
    [InlineData(121)]
    [InlineData(399)]
    public void A_long_title_is_cut_at_a_word_and_whole_in_the_body(int length)
    {
        var title = string.Join(' ', Enumerable.Repeat("seven77", 60))[..length];
        // As sources do that make the title of the reason.
        var message = Written(NotificationKind.Firing,
            Some.Alert(Some.Signal() with { Title = title, Summary = title[8..] + "." }));

        message.Title.ShouldEndWith(" seven77…");
        message.Title.Length.ShouldBeLessThanOrEqualTo(120);
        message.Items[0].Cause.ShouldBe(title);
        SmsFormat.Text(message).Split("seven77").Length.ShouldBeLessThan(18);
        var whole = Written(NotificationKind.Firing, Some.Alert(Some.Signal() with { Title = title[..119] }));
        whole.Title.ShouldBe(title[..119]);
        (whole.Items[0].Cause ?? "").ShouldNotContain("seven77");
    }

    [Theory]
    [InlineData("Something failed", "something failed.", null)]
    [InlineData("Something failed", "Something failed. Look at its log.", "Look at its log.")]
    [InlineData("Something failed", "Something failed badly.", "Something failed badly.")]
    public void A_reason_does_not_repeat_the_title(string title, string reason, string? cause) =>
        Written(NotificationKind.Firing, Some.Alert(Some.Signal() with { Title = title, Summary = reason }))
            .Items[0].Cause.ShouldBe(cause);

    [Fact]
    public void No_fact_is_shown_twice()
    {
        var facts = Written(NotificationKind.Firing, Some.Alert(Some.Signal() with
        {
            State = "RDS-EVENT-0069", Region = "eu-west-1",
            Facts = [new("Event", "RDS-EVENT-0069"), new("region", "eu-west-1"), new("Category", "failover")],
        })).Items[0].Facts;

        facts.Select(fact => fact.Value).ShouldBeUnique();
        facts.Select(fact => fact.Name).ShouldBe(["Event", "Category", "Region", "Account"]);
    }

    private static Alert Ended(Signal signal, int seconds) => Some.Alert(signal with
        { Status = AlertStatus.Resolved, StartsAt = Some.Time.AddSeconds(-seconds), EndsAt = Some.Time });

    private static Message Written(NotificationKind kind, params Alert[] alerts) =>
        new MessageWriter(Config).Write(Some.Notification(alerts) with { Kind = kind });
}
