using System.Text.RegularExpressions;
using Alerting.Configuration;
using Alerting.Playground.Metrics;
using Alerting.Playground.Views;
using Alerting.TestKit;

namespace Alerting.Playground.Tests;

/// <summary>Names that dashboards and the page's scripts read. They stay when types are renamed.</summary>
public sealed partial class NamesTests
{
    private static readonly string[] Metrics =
    [
        "alerting_dead_letters", "alerting_deliveries_total{channel,outcome}",
        "alerting_delivery_duration_seconds_bucket{channel,le}",
        "alerting_delivery_duration_seconds_count{channel}", "alerting_delivery_duration_seconds_sum{channel}",
        "alerting_delivery_queue_age_seconds", "alerting_delivery_queue_messages",
        "alerting_events_total{source,severity}",
        "alerting_held_alerts", "alerting_open_groups", "alerting_suppressed_total{reason}",
    ];

    [Fact]
    public void Metrics_keep_their_names_and_labels()
    {
        var metrics = new PlaygroundMetrics();
        metrics.AddChannels(
            ConfigFile.Load("receivers: { a: { webhook: \"https://example.com\" } }\nroutes: [{ to: a }]", "a.yaml",
                _ => null).Config!);

        var text = PrometheusText.Of(metrics, new MetricGauges(1, 2, 3, 4, 5));

        Metrics.Except(text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(NameOf))
            .ShouldBeEmpty(text);
        string.Join(' ', Regex.Matches(text, "outcome=\"([^\"]*)\"").Select(match => match.Groups[1].Value))
            .ShouldBe("dead delivered not sent rejected retry");
        string.Join(' ', SuppressionLabel.All).ShouldBe(
            "silenced inhibited budget no_route flapping duplicate told_already out_of_date told_elsewhere " +
            "nobody_was_told nobody_to_tell other");
    }

    [Fact]
    public void The_page_gets_the_JSON_names_that_its_scripts_read()
    {
        var context = PageJson.Default;
        var names = JsonPaths.Of(context.Update, "update")
            .Concat(JsonPaths.Of(context.IReadOnlyListLibraryView, "library"))
            .Concat(JsonPaths.Of(context.ConfigCheckView, "check"))
            .Concat(JsonPaths.Of(context.ConfigTextView, "config"))
            .Concat(JsonPaths.Of(context.ReceivedView, "taken")).Concat(JsonPaths.Of(context.ProblemView, "problem"))
            .Concat(JsonPaths.Of(context.FireRequest, "fire")).Concat(JsonPaths.Of(context.CountRequest, "count"))
            .Concat(JsonPaths.Of(context.ClockRequest, "clock")).Concat(JsonPaths.Of(context.FaultRequest, "fault"))
            .Concat(JsonPaths.Of(context.SilenceRequest, "silence")).Concat(JsonPaths.Of(context.EndRequest, "end"))
            .ToArray();

        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "page-names.txt")).Except(names)
            .ShouldBeEmpty(string.Join('\n', names));
    }

    private static string NameOf(string line)
    {
        var labels = string.Join(',', Label().Matches(line).Select(match => match.Groups[1].Value));
        return line[..line.IndexOfAny(['{', ' '])] + (labels.Length > 0 ? $"{{{labels}}}" : "");
    }

    [GeneratedRegex("([a-z]+)=\"")]
    private static partial Regex Label();
}
