using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Tests.Notifications;

public sealed class MeasurementTextTests
{
    [Theory]
    [InlineData(41, "41")]
    [InlineData(0.95321, "0.9532")]
    [InlineData(-3.5, "-3.5")]
    [InlineData(1250, "1,250")]
    [InlineData(1234567.891, "1,234,567.89")]
    [InlineData(0.00001, "1e-5")]
    [InlineData(3e18, "3e+18")]
    [InlineData(0, "0")]
    public void Numbers_are_short(double value, string text) => MeasurementText.Number(value).ShouldBe(text);

    [Theory]
    [InlineData(new[] { 6d, 17, 41 }, "▁▃█")]
    [InlineData(new[] { 5d, 5, 5 }, "▅▅▅")]
    [InlineData(new[] { 8d, 7, 6, 5, 4, 3, 2, 1 }, "█▇▆▅▄▃▂▁")]
    [InlineData(new[] { -1d, 1 }, "▁█")]
    public void A_sparkline_spans_minimum_to_maximum(double[] values, string line) =>
        MeasurementText.Sparkline(values).ShouldBe(line);

    [Fact]
    public void The_latest_value_is_shown_with_the_threshold()
    {
        var latency = new Measurement
        {
            Metric = "TargetResponseTime", Statistic = "p99", Unit = "Seconds", Comparison = "≥", Threshold = 1.5,
            Datapoints = [new(1.2, null), new(2.25, null)],
        };

        MeasurementText.Comparison(latency).ShouldBe("TargetResponseTime p99 2.25 s (threshold ≥ 1.5 s)");
        MeasurementText.Brief(latency).ShouldBe("TargetResponseTime 2.25 s (>=1.5 s)");
    }

    [Fact]
    public void Missing_numbers_are_left_out()
    {
        MeasurementText.Comparison(null).ShouldBeNull();
        MeasurementText.Trend(null).ShouldBeNull();
        MeasurementText.Comparison(new Measurement { Metric = "Errors" }).ShouldBe("Errors");
        MeasurementText.Brief(new Measurement { Metric = "Errors", Threshold = 3 }).ShouldBeNull();
    }
}
