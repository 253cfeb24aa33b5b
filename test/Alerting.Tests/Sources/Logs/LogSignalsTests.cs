using System.Text;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Logs.Batches;
using Alerting.Redaction;
using Alerting.Sources.Logs;

namespace Alerting.Tests.Sources.Logs;

/// <summary>Titles, facts and links of alerts from log lines.</summary>
public class LogSignalsTests
{
    [Theory]
    [InlineData("orders: KeyError: 'x'", "Traceback (most recent call last):",
        "  File \"/app/pay.py\", line 12, in charge", "    return prices[key]", "KeyError: 'x'")]
    [InlineData("orders: AssertionError", "Traceback (most recent call last):",
        "  File \"/app/pay.py\", line 12, in charge", "    assert ready", "AssertionError")]
    [InlineData("orders: panic: index out of bounds: the len is 3", "thread 'main' panicked at src/main.rs:2:5:",
        "index out of bounds: the len is 3")]
    [InlineData("orders: Task timed out after 3.00 seconds",
        "2026-01-31T10:00:00.123Z 8f5dd2f8-9d2b-4d0a-8b5c-0a4c9a1d6f11 Task timed out after 3.00 seconds")]
    [InlineData("orders: db_password: <redacted>", "ERROR db_password: hunter2")]
    public void The_title_says_what_failed(string title, params string[] lines) =>
        Signals(lines).ShouldHaveSingleItem().Title.ShouldBe(title);

    [Fact]
    public void The_name_shows_what_varies_as_an_ellipsis()
    {
        var signal = Signals(["ERROR lost order 17"]).ShouldHaveSingleItem();

        signal.Name.ShouldBe("lost order …");
        Signals(["ERROR lost order 18"]).ShouldHaveSingleItem().Identity.ShouldBe(signal.Identity);
    }

    [Fact]
    public void A_timeout_is_one_signal_without_a_logger()
    {
        var signal = Signals(
        [
            "START RequestId: 8f5dd2f8-9d2b-4d0a-8b5c-0a4c9a1d6f11 Version: $LATEST",
            "2026-01-31T10:00:00.123Z 8f5dd2f8-9d2b-4d0a-8b5c-0a4c9a1d6f11 Task timed out after 3.00 seconds",
            "END RequestId: 8f5dd2f8-9d2b-4d0a-8b5c-0a4c9a1d6f11",
            "REPORT RequestId: 8f5dd2f8-9d2b-4d0a-8b5c-0a4c9a1d6f11\tDuration: 3000.00 ms\tBilled Duration: 3000 " +
            "ms\tMemory Size: 128 MB\tMax Memory Used: 60 MB\tStatus: timeout",
        ]).ShouldHaveSingleItem();

        signal.Facts.ShouldNotContain(fact => fact.Name == "Logger");
        signal.Facts.ShouldContain(new Fact("Request", "8f5dd2f8-9d2b-4d0a-8b5c-0a4c9a1d6f11"));
    }

    [Fact]
    public void Without_a_region_there_are_no_links_and_nothing_about_setup_that_a_page_would_show()
    {
        var signal = Signals(["ERROR lost order 17"], region: null).ShouldHaveSingleItem();

        signal.Links.ShouldBeEmpty();
        signal.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void A_long_line_is_cut_at_a_word_of_the_title_and_whole_in_a_sample()
    {
        var line = "ERROR lost order 17 of " + string.Join(' ', Enumerable.Repeat("customer", 18)) + ".";
        var signal = Signals([line, line]).ShouldHaveSingleItem();

        signal.Title.ShouldMatch("^orders: lost order 17 of (customer )+customer… — 2 times$");
        signal.Title.Length.ShouldBeInRange(90, 110);
        signal.Samples[0].ShouldContain(line);
    }

    private static IReadOnlyList<Signal> Signals(string[] lines, string? region = "eu-west-1")
    {
        var json = new JsonObject
        {
            ["messageType"] = "DATA_MESSAGE", ["owner"] = "123456789012", ["logGroup"] = "/aws/lambda/orders",
            ["logStream"] = "s",
            ["logEvents"] = new JsonArray([.. lines.Select((line, i) => new JsonObject
            {
                ["id"] = $"id-{i}", ["timestamp"] = 1_769_850_000_000, ["message"] = line,
            })]),
        };
        return new LogSignals(new LogOptions(Severity.Warning, [])).From(
            new LogBatchReader(SecretLogKeys.IsSecret, text => Redactor.BuiltIn.Apply(text))
                .ReadJson(Encoding.UTF8.GetBytes(json.ToJsonString())), region);
    }
}
