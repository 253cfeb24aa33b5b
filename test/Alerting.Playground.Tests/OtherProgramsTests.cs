using Alerting.Alerts;
using System.Text;
using System.Text.RegularExpressions;
using Alerting.Playground.Metrics;
using Alerting.TestKit;

namespace Alerting.Playground.Tests;

/// <summary>Real programs with the playground: Alertmanager, the AWS CLI, promtool.</summary>
public sealed partial class OtherProgramsTests
{
    [Fact]
    public async Task A_real_Alertmanager_posts_a_firing_alert()
    {
        var executable = Command.Find("prometheus-alertmanager") ?? Command.Find("alertmanager");
        Assert.SkipWhen(executable is null, "Alertmanager not found. Run apt install prometheus-alertmanager.");
        await using var playground = PlaygroundServer.StartWithWallClock();
        var folder = Directory.CreateTempSubdirectory("playground-").FullName;
        var config = Path.Combine(folder, "alertmanager.yml");
        await File.WriteAllTextAsync(config, $$"""
            route: { receiver: playground, group_wait: 0s, group_interval: 1s }
            receivers: [{ name: playground, webhook_configs: [{ url: "{{playground.Uri}}alertmanager" }] }]
            """);
        await using (var alertmanager =
            await ListeningProcess.StartAsync(executable!, $"--config.file={config}", $"--storage.path={folder}",
            "--web.listen-address=127.0.0.1:0", "--cluster.listen-address="))
        {
            await PostAsync(new Uri(alertmanager.Uri, "/api/v2/alerts"),
                """[{"labels":{"alertname":"HighLatency","severity":"critical","job":"orders"},"annotations":{"summary":"p99 is over 2 s"}}]""");

            var state = await playground.UntilAsync(now => now.Texts.Count > 0, "a text");

            state.Texts[0].ShouldStartWith("CRITICAL p99 is over 2 s");
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Aws_sns_publish_reaches_the_phone()
    {
        var aws = Command.Find("aws");
        Assert.SkipWhen(aws is null, "AWS CLI not found. Run pip install awscli.");
        await using var playground = PlaygroundServer.StartWithWallClock();

        var answer = await Command.RunAsync(aws!, ["sns", "publish", "--endpoint-url",
            playground.Uri.GetLeftPart(UriPartial.Authority), "--region", "eu-west-1",
            "--topic-arn", "arn:aws:sns:eu-west-1:123456789012:alarms", "--subject", "disk full",
            "--message", """{"severity":"error","title":"db-1 has 2% left"}"""],
            environment: new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "test",
                ["AWS_SECRET_ACCESS_KEY"] = "test", ["AWS_EC2_METADATA_DISABLED"] = "true" });
        var state = await playground.UntilAsync(now => now.Texts.Count > 0, "a text");

        answer.ShouldContain("MessageId");
        state.Texts[0].ShouldStartWith("ERROR db-1 has 2% left");
    }

    [Fact]
    public async Task Promtool_accepts_the_metrics()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.FaultAsync("teams", "500");
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.FireAsync("cloudwatch-alarm/metric-sns.json");
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => now.Messages.Count >= 9 && now.IsSettled, "messages");

        using var answer = await playground.Http.GetAsync(new Uri("/metrics", UriKind.Relative));
        var metrics = await answer.Content.ReadAsStringAsync();

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        metrics.ShouldContain("alerting_events_total{source=\"cloudwatch-alarm\",severity=\"error\"} 2");
        metrics.ShouldContain("alerting_deliveries_total{channel=\"sms\",outcome=\"delivered\"} 1");
        metrics.ShouldContain("alerting_deliveries_total{channel=\"teams\",outcome=\"retry\"} 1");
        metrics.ShouldContain("alerting_suppressed_total{reason=\"told_already\"} 1");
        metrics.ShouldContain("alerting_held_alerts 1");
        metrics.ShouldContain("alerting_delivery_duration_seconds_bucket{channel=\"sms\",le=\"+Inf\"} 1");
        var promtool = Command.Find("promtool");
        Assert.SkipWhen(promtool is null, "promtool not found. Run apt install prometheus.");
        await Command.RunAsync(promtool!, ["check", "metrics"], metrics);
    }

    [Fact]
    public async Task Each_of_a_thousand_silenced_alerts_counts_once()
    {
        await using var playground = PlaygroundServer.Start();
        await playground.DoAsync("/api/silences",
            """{"matchers":["alertname = \"Disk\""],"minutes":60,"comment":"budget freeze; no route"}""");
        var alerts = Enumerable.Range(0, 1000).Select(i =>
            $$$"""{"status":"firing","labels":{"alertname":"Disk","severity":"error","host":"h{{{i}}}"},"annotations":{},"startsAt":"2026-11-13T20:59:00Z"}""");

        await playground.DoAsync("/alertmanager",
            $$"""{"version":"4","status":"firing","alerts":[{{string.Join(',', alerts)}}]}""");

        (await playground.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).ShouldContain(
            "alerting_suppressed_total{reason=\"silenced\"} 1000\n");
        (await playground.StateAsync()).Status.GetProperty("counts").GetProperty("suppressed").GetInt64()
            .ShouldBe(1000);
    }

    [Theory]
    [InlineData(ReasonCode.Silenced, "silenced")]
    [InlineData(ReasonCode.Inhibited, "inhibited")]
    [InlineData(ReasonCode.OtherRoute, "told_elsewhere")]
    [InlineData(ReasonCode.OtherGroup, "told_elsewhere")]
    [InlineData(ReasonCode.Moved, "told_elsewhere")]
    [InlineData(ReasonCode.NoRoute, "no_route")]
    [InlineData(ReasonCode.NullRoute, "no_route")]
    [InlineData(ReasonCode.RouteRemoved, "no_route")]
    [InlineData(ReasonCode.ResolvedNotWanted, "nobody_to_tell")]
    [InlineData(ReasonCode.NoReceiver, "nobody_to_tell")]
    [InlineData(ReasonCode.NeverNotified, "nobody_was_told")]
    [InlineData(ReasonCode.Recovered, "nobody_was_told")]
    [InlineData(ReasonCode.RateLimited, "budget")]
    [InlineData(ReasonCode.Flapping, "flapping")]
    [InlineData(ReasonCode.Duplicate, "duplicate")]
    [InlineData(ReasonCode.StillFiring, "told_already")]
    [InlineData(ReasonCode.Stale, "out_of_date")]
    [InlineData(ReasonCode.AlreadyResolved, "out_of_date")]
    [InlineData(ReasonCode.Other, "other")]
    public void The_code_of_a_reason_is_its_label(ReasonCode code, string label) =>
        SuppressionLabel.Of(code).ShouldBe(label);

    [Fact]
    public async Task Known_series_start_at_zero()
    {
        await using var playground = PlaygroundServer.Start();

        var metrics = await playground.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        foreach (var series in (string[])["alerting_events_total{source=\"cloudwatch-alarm\",severity=\"error\"}",
            "alerting_events_total{source=\"log\",severity=\"critical\"}",
            "alerting_deliveries_total{channel=\"sms\",outcome=\"delivered\"}",
            "alerting_deliveries_total{channel=\"webhook\",outcome=\"dead\"}",
            "alerting_suppressed_total{reason=\"silenced\"}", "alerting_suppressed_total{reason=\"other\"}",
            "alerting_delivery_duration_seconds_count{channel=\"slack\"}"])
        {
            metrics.ShouldContain($"{series} 0\n");
        }
        metrics.ShouldNotContain("channel=\"opsgenie\"");
        // Small enough to scrape every few seconds.
        metrics.Split('\n').Length.ShouldBeLessThan(600);
    }

    [Fact]
    public async Task The_dashboard_plots_exactly_the_existing_metrics()
    {
        await using var playground = PlaygroundServer.Start();
        var metrics = await playground.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var dashboard = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "dashboard.json"));

        var plotted = MetricName().Matches(dashboard)
            .Select(match => match.Value.Replace("_bucket", "", StringComparison.Ordinal)).Distinct().Order();
        var there = MetricType().Matches(metrics).Select(match => match.Groups[1].Value).Order();

        plotted.ShouldBe(there);
    }

    [GeneratedRegex("alerting_[a-z_]+")]
    private static partial Regex MetricName();

    [GeneratedRegex("# TYPE ([a-z_]+) ")]
    private static partial Regex MetricType();

    /// <summary>Retries, since Alertmanager listens before it accepts alerts.</summary>
    private static async Task PostAsync(Uri uri, string alerts)
    {
        using var client = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            using var content = new StringContent(alerts, Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync(uri, content);
            if (answer.IsSuccessStatusCode)
                return;
            attempt.ShouldBeLessThan(300, $"{uri} answers {(int)answer.StatusCode}");
            await Task.Delay(100);
        }
    }
}
