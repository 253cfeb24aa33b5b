using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Tests.Notifications;

/// <summary>A link that may not be clicked is left out, and the alert says so.</summary>
public class SafeLinksTests
{
    [Theory]
    [InlineData("https://console.aws.amazon.com@evil.example/", "The link Graph is left out: it has a user name before its host.")]
    [InlineData("javascript:alert(1)", "The link Graph is left out: it is no http or https address.")]
    public void A_link_left_out_is_told(string url, string sentence)
    {
        var signal = Some.Signal() with { Links = [new Link("Graph", url), new Link("Logs", "https://example.com/")] };

        var links = SafeLinks.Of(signal);

        links.Links.ShouldBe([new Link("Logs", "https://example.com/")]);
        links.Problems.ShouldBe([sentence]);
    }

    [Fact]
    public void So_is_one_that_no_channel_takes_for_its_length()
    {
        var url = "https://example.com/" + new string('x', SafeUrl.MaxLength);
        var alert = Some.Alert(Some.Signal() with { Links = [new Link("Graph", url)], Description = $"Look. runbook: {url}" });

        var item = Some.Message(alert).Items[0];

        item.Links.ShouldBeEmpty();
        item.Problems.ShouldBe(
        [
            "The link Runbook is left out: it is longer than 2000 characters.",
            "The link Graph is left out: it is longer than 2000 characters.",
        ]);
    }

    [Fact]
    public void Explain_tells_it_too()
    {
        var trace = new Trace();
        trace.Add(Some.Alert(Some.Signal() with { Links = [new Link("Graph", "ftp://example.com/")] }));

        TraceJson.WriteText(trace, []).ShouldContain("The link Graph is left out");
    }
}
