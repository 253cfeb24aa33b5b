using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Tests.Notifications;

public sealed class MeasurementTextTests
{
    /// <summary>Three significant digits, but a whole number keeps all of its own.</summary>
    [Theory]
    [InlineData(41, null, "41")]
    [InlineData(0.95321, null, "0.953")]
    [InlineData(-3.5, "None", "-3.5")]
    [InlineData(1250, "Count", "1,250")]
    [InlineData(1234567.891, null, "1,234,568")]
    [InlineData(0.00001, null, "1e-5")]
    [InlineData(3e18, null, "3e+18")]
    [InlineData(0, null, "0")]
    [InlineData(0, "Bytes", "0 B")]
    [InlineData(999, "Bytes", "999 B")]
    [InlineData(2147483648, "Bytes", "2 GiB")]
    [InlineData(5368709120.0, "Bytes", "5 GiB")]
    [InlineData(1610612736, "Bytes", "1.5 GiB")]
    [InlineData(123456789, "Bytes", "118 MiB")]
    [InlineData(20480, "Megabytes", "20.5 GB")]
    [InlineData(1536, "Bytes/Second", "1.5 KiB/s")]
    [InlineData(25_000_000, "Bits/Second", "25 Mbit/s")]
    [InlineData(93.4567, "Percent", "93.5%")]
    [InlineData(86400, "Seconds", "24 h")]
    [InlineData(5400, "Seconds", "1 h 30 min")]
    [InlineData(604800, "Seconds", "7 d")]
    [InlineData(2.2543, "Seconds", "2.25 s")]
    [InlineData(0.25, "Seconds", "250 ms")]
    [InlineData(895000, "Milliseconds", "14 min 55 s")]
    [InlineData(1250, "Milliseconds", "1.25 s")]
    [InlineData(850, "Milliseconds", "850 ms")]
    [InlineData(1500, "Microseconds", "1.5 ms")]
    [InlineData(-5, "Seconds", "-5 s")]
    [InlineData(-7200, "Seconds", "-7,200 s")]
    [InlineData(12, "Terahertz", "12 Terahertz")]
    public void Numbers_are_what_people_read(double value, string? unit, string text) =>
        MetricValue.Of(value, unit).ShouldBe(text);

    [Theory]
    [InlineData(99.94, 99.95, "Percent", "Availability 99.9% (<99.95%)")]
    [InlineData(99.949, 99.95, "Percent", "Availability 99.9% (<99.95%)")]
    [InlineData(99.86, 99.9, "Percent", "Availability 99.86% (<99.9%)")]
    [InlineData(99.9499, 99.95, "Percent", "Availability 99.9% (<99.95%)")]
    [InlineData(4.999999, 5, "Percent", "Availability 4.999999% (<5%)")]
    [InlineData(5368709000.0, 5368709120.0, "Bytes", "Availability 4.9999999 GiB (<5 GiB)")]
    [InlineData(3601, 3600, "Seconds", "Availability 3,601 s (<1 h)")]
    [InlineData(5, 5, "Percent", "Availability 5% (<5%)")]
    public void A_value_does_not_look_like_the_threshold_that_it_crossed(
        double value, double threshold, string unit, string text) =>
        MeasurementText.Brief(new Measurement
        {
            Metric = "Availability", Unit = unit, Comparison = "<", Threshold = threshold, Datapoints = [new(value, null)],
        }).ShouldBe(text);

    [Theory]
    [InlineData("Percent", new[] { 91.5, 94, 95 }, "91.5, 94, 95% ▁▆█")]
    [InlineData("Milliseconds", new[] { 980d, 1200 }, "980 ms, 1.2 s ▁█")]
    [InlineData("Seconds", new[] { 5400d, 7200 }, "1 h 30 min, 2 h ▁█")]
    [InlineData(null, new[] { 6d, 17, 41 }, "6, 17, 41 ▁▃█")]
    public void The_trend_names_a_unit_once(string? unit, double[] values, string text) =>
        MeasurementText.Trend(new Measurement
        {
            Metric = "m", Unit = unit, Datapoints = [.. values.Select(value => new Datapoint(value, null))],
        }, isFiring: true).ShouldBe(text);

    [Theory]
    [InlineData(3, 3, 1, "1, 2 ▁█ (3 of 3 minutes)")]
    [InlineData(3, 2, 1, "1, 2 ▁█ (2 of 3 minutes)")]
    [InlineData(3, 2, 5, "1, 2 ▁█ (2 of 3 periods of 5 min)")]
    [InlineData(1, 1, 5, "1, 2 ▁█ (in 5 min)")]
    [InlineData(1, null, 1, "1, 2 ▁█ (in 1 min)")]
    [InlineData(3, null, null, "1, 2 ▁█ (3 of 3)")]
    [InlineData(null, null, 5, "1, 2 ▁█")]
    public void The_trend_says_how_many_periods_count_while_it_fires(int? of, int? needed, int? minutes, string text)
    {
        var measurement = new Measurement
        {
            Metric = "m", EvaluationPeriods = of, DatapointsToAlarm = needed,
            Period = minutes is { } period ? TimeSpan.FromMinutes(period) : null,
            Datapoints = [new(1, null), new(2, null)],
        };

        MeasurementText.Trend(measurement, isFiring: true).ShouldBe(text);
        MeasurementText.Trend(measurement, isFiring: false).ShouldBe("1, 2 ▁█");
    }

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
        MeasurementText.Trend(null, isFiring: true).ShouldBeNull();
        MeasurementText.Comparison(new Measurement { Metric = "Errors" }).ShouldBe("Errors");
        MeasurementText.Brief(new Measurement { Metric = "Errors", Threshold = 3 }).ShouldBeNull();
    }
}
