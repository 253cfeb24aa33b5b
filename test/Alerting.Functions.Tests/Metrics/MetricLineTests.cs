using System.Globalization;
using System.Text.Json;
using Alerting.Functions.Metrics;
using Alerting.TestKit;

namespace Alerting.Functions.Tests.Metrics;

/// <summary>Starts the executable and reads the metrics in its output.</summary>
public sealed class MetricLineTests : IAsyncLifetime
{
    private readonly Receivers _receivers = new();
    private readonly RuntimeApiServer _runtime = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _runtime.DisposeAsync();
        await _receivers.DisposeAsync();
    }

    [Theory]
    [InlineData("JSON", "INFO", "INFO")]
    [InlineData("JSON", "DEBUG", "INFO")]
    [InlineData("JSON", "WARN", "WARN")]
    [InlineData("JSON", "ERROR", "ERROR")]
    [InlineData("Text", null, "INFO")]
    public async Task Basic_metrics_are_lines_of_their_own_whatever_the_log_level(
        string format, string? logLevel, string level)
    {
        var line = (await LinesAsync("basic", format, logLevel)).ShouldHaveSingleItem();

        line.Namespace.ShouldBe("Alerting");
        line.Dimensions.ShouldBeEmpty();
        line.Value("Events").ShouldBe(1);
        line.Value("Delivered").ShouldBe(4);
        line.Json.GetProperty("PageLatency").EnumerateArray().ShouldAllBe(value => value.GetDouble() > 0);
        // Lambda takes a line without either as INFO, and drops it when the log level is higher.
        line.Json.GetProperty("level").GetString().ShouldBe(level);
        DateTimeOffset.TryParseExact(line.Json.GetProperty("timestamp").GetString(), "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Full_metrics_are_divided_by_source_severity_and_channel()
    {
        var lines = await LinesAsync("full", "JSON", "INFO");

        lines.Count(line => line.Dimensions.Length == 0).ShouldBe(1);
        lines.SelectMany(line => line.Dimensions.Select(name => $"{name} {line.Json.GetProperty(name).GetString()}"))
            .ShouldBe(["Source cloudwatch-alarm", "Severity error", "Channel sms", "Channel email", "Channel sns",
                "Channel slack"], ignoreOrder: true);
        lines.Single(line => line.Dimensions is ["Channel"] && line.Json.GetProperty("Channel").ValueEquals("slack"))
            .Value("Delivered").ShouldBe(1);
    }

    [Theory]
    [InlineData("off")]
    [InlineData("")]
    [InlineData("all")]
    public async Task Without_metrics_nothing_is_written(string detail) =>
        (await LinesAsync(detail, "JSON", "INFO")).ShouldBeEmpty();

    [Fact]
    public void Basic_has_at_most_ten_metrics_and_no_name_twice()
    {
        Metric.All.Count(metric => metric.IsBasic).ShouldBeLessThanOrEqualTo(10);
        Metric.All.Select(metric => metric.Name).ShouldBeUnique();
    }

    [Fact]
    public async Task A_second_stack_may_have_a_namespace_of_its_own()
    {
        _receivers.Environment["ALERTING_METRICS_NAMESPACE"] = "Alerting/second";

        (await LinesAsync("basic", "JSON", "INFO")).ShouldAllBe(line => line.Namespace == "Alerting/second");
    }

    private async Task<MetricLine[]> LinesAsync(string detail, string format, string? logLevel)
    {
        _receivers.Environment[MetricsDetails.Variable] = detail;
        _receivers.Environment["AWS_LAMBDA_LOG_FORMAT"] = format;
        if (logLevel is not null)
            _receivers.Environment["AWS_LAMBDA_LOG_LEVEL"] = logLevel;
        await using var bootstrap = new BootstrapProcess(_runtime, _receivers.Environment);
        var result = await _runtime.InvokeAsync(Events.Text("cloudwatch-alarm/alarm.json"));
        await bootstrap.StopAsync();
        result.Succeeded.ShouldBeTrue(result.Body + bootstrap.Output);
        if (format == "JSON")
            bootstrap.Output.Split('\n').ShouldAllBe(line => IsObject(line));
        return MetricLine.All(bootstrap.Output);
    }

    private static bool IsObject(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.ValueKind == JsonValueKind.Object;
    }
}
