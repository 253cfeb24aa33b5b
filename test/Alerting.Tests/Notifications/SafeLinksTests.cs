using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Tests.Notifications;

/// <summary>Unsafe links are left out, and the alert reports it.</summary>
public class SafeLinksTests
{
    [Theory]
    [InlineData("https://console.aws.amazon.com@evil.example/",
        "Link Graph left out: its URL has a user name before the host.")]
    [InlineData("javascript:alert(1)", "Link Graph left out: its URL does not begin with https:// or http://.")]
    public void A_link_that_is_left_out_is_reported(string url, string sentence)
    {
        var signal = Some.Signal() with { Links = [new Link("Graph", url), new Link("Logs", "https://example.com/")] };

        var links = SafeLinks.Of(signal);

        links.Links.ShouldBe([new Link("Logs", "https://example.com/")]);
        links.Problems.ShouldBe([sentence]);
    }

    [Fact]
    public void A_link_that_is_too_long_is_reported()
    {
        var url = "https://example.com/" + new string('x', SafeUrl.MaxLength);
        var alert = Some.Alert(
            Some.Signal() with { Links = [new Link("Graph", url)], Description = $"Look. runbook: {url}" });

        var item = Some.Message(alert).Items[0];

        item.Links.ShouldBeEmpty();
        item.Problems.ShouldBe(
        [
            "Link Runbook left out: its URL is longer than 2,000 characters.",
            "Link Graph left out: its URL is longer than 2,000 characters.",
        ]);
    }

    [Fact]
    public void Explain_reports_it_too()
    {
        var trace = new Trace();
        trace.Add(Some.Alert(Some.Signal() with { Links = [new Link("Graph", "ftp://example.com/")] }));

        TraceJson.WriteText(trace, []).ShouldContain("Link Graph left out");
    }
}
