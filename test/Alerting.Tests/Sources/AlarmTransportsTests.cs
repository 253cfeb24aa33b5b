using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>An alarm is the same on every transport.</summary>
public class AlarmTransportsTests
{
    public static TheoryData<string> OtherTransports =>
        ["cloudwatch-alarm/metric-eventbridge", "cloudwatch-alarm/metric-action",
            "cloudwatch-alarm/eventbridge-in-sns"];

    [Theory, MemberData(nameof(OtherTransports))]
    public void The_same_alarm_change_is_the_same_event_on_every_transport(string transport)
    {
        var bySns = Read("cloudwatch-alarm/metric-sns");
        var byOther = Read(transport);

        byOther.Identity.ShouldBe(bySns.Identity);
        byOther.EventKey.ShouldBe(bySns.EventKey);
        byOther.Name.ShouldBe(bySns.Name);
        byOther.Title.ShouldBe(bySns.Title);
        byOther.Service.ShouldBe(bySns.Service);
        byOther.Links.ShouldBe(bySns.Links);
        byOther.Facts.ShouldBe(bySns.Facts);
        WithoutTags(byOther).ShouldBe(WithoutTags(bySns));
    }

    [Theory]
    [InlineData("cloudwatch-alarm/metric-eventbridge")]
    [InlineData("cloudwatch-alarm/metric-action")]
    public void The_measurement_is_the_same_although_only_SNS_carries_the_threshold(string transport)
    {
        var bySns = Read("cloudwatch-alarm/metric-sns").Measurement.ShouldNotBeNull();
        var byOther = Read(transport).Measurement.ShouldNotBeNull();

        byOther.Metric.ShouldBe(bySns.Metric);
        byOther.Statistic.ShouldBe(bySns.Statistic);
        byOther.Threshold.ShouldBe(bySns.Threshold);
        byOther.Comparison.ShouldBe(bySns.Comparison);
        byOther.Period.ShouldBe(bySns.Period);
        byOther.Datapoints.ShouldBe(bySns.Datapoints);
    }

    [Fact]
    public void An_alarm_without_an_ARN_has_the_same_identity()
    {
        const string message =
            """{"AlarmName":"orders-db CPU","AWSAccountId":"123456789012","NewStateValue":"ALARM"}""";
        const string topic = "arn:aws:sns:eu-west-1:123456789012:alarms";

        var old = EventReader.Read(
            EventEnvelope.FromSns(message, null, topic, "1", null, new Dictionary<string, string>()));

        old.ShouldHaveSingleItem().Identity.ShouldBe(Read("cloudwatch-alarm/metric-sns").Identity);
    }

    [Fact]
    public void A_truncated_alarm_is_still_a_page_with_the_same_identity()
    {
        var cut = Read("cloudwatch-alarm/cut-short-sns");

        cut.Identity.ShouldBe(Read("cloudwatch-alarm/metric-sns").Identity);
        cut.Fallback!.Severity.ShouldBe(Severity.Error);
        cut.Problems.ShouldContain("Only the subject of the alarm could be read.");
    }

    [Fact]
    public void An_anomaly_alarm_shows_the_expected_range()
    {
        var anomaly = Read("cloudwatch-alarm/anomaly-sns");

        anomaly.Facts.ShouldContain(new Fact("Expected", "120.4 to 480.9"));
        anomaly.Measurement!.Metric.ShouldBe("NumberOfMessagesSent");
        anomaly.Measurement.Comparison.ShouldBe("outside");
        anomaly.Measurement.Threshold.ShouldBeNull();
        anomaly.Measurement.Datapoints.ShouldHaveSingleItem().Value.ShouldBe(3);
    }

    [Fact]
    public void A_composite_alarm_links_to_the_children_that_triggered_it() =>
        Read("cloudwatch-alarm/composite-sns").Links.Select(link => link.Text)
            .ShouldBe(["Alarm", "orders-db CPU", "ecs/orders/upscale"]);

    [Fact]
    public void A_contributor_has_its_own_identity_under_its_alarm()
    {
        var contributor = Read("cloudwatch-alarm/contributor-eventbridge");
        var alarm = Read("cloudwatch-alarm/contributors-summary");

        contributor.Identity.ShouldBe(alarm.Identity + "|6d442278dba546f6");
        contributor.Labels["dim_TableName"].ShouldBe("orders");
    }

    [Fact]
    public void Log_lines_of_a_log_alarm_are_quoted() =>
        Read("cloudwatch-alarm/log-alarm").Samples.Count.ShouldBe(2);

    [Fact]
    public void A_resolved_alarm_has_the_time_it_started_firing() =>
        Read("cloudwatch-alarm/metric-eventbridge-ok").StartsAt.ShouldBe(
            Read("cloudwatch-alarm/metric-eventbridge").OccurredAt);

    [Fact]
    public void Mute_rules_and_suppressors_become_labels()
    {
        Read("cloudwatch-alarm/anomaly-eventbridge").Labels["muted_by"].ShouldBe("nightly-maintenance");
        Read("cloudwatch-alarm/composite-eventbridge-suppressed").Labels["suppressed_by"].ShouldBe("Alarm");
    }

    private static Signal Read(string name) => EventReader.Read(EventCorpus.Event(name)).ShouldHaveSingleItem();

    private static Dictionary<string, string> WithoutTags(Signal signal) =>
        signal.Labels.Where(label => !label.Key.StartsWith("tag_", StringComparison.Ordinal)).ToDictionary();
}
