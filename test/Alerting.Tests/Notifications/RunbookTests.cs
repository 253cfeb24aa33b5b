using Alerting.Notifications;

namespace Alerting.Tests.Notifications;

public sealed class RunbookTests
{
    [Theory]
    [InlineData("runbook: https://wiki.example.com/a", "https://wiki.example.com/a", null)]
    [InlineData("Orders fail. Runbook: https://wiki.example.com/a.", "https://wiki.example.com/a", "Orders fail.")]
    [InlineData("runbook_url=http://wiki/a more", "http://wiki/a", "more")]
    [InlineData("See (runbook: <https://wiki.example.com/a>) now", "https://wiki.example.com/a", "See now")]
    [InlineData("The runbook is old. runbook: https://wiki.example.com/new", "https://wiki.example.com/new",
        "The runbook is old.")]
    public void The_runbook_is_found_and_removed_from_the_text(string description, string url, string? rest)
    {
        var runbook = Runbook.Find(description);

        runbook.Link.ShouldNotBeNull().Url.ShouldBe(url);
        runbook.Rest.ShouldBe(rest);
    }

    [Theory]
    [InlineData("runbook: javascript:alert(1)")]
    [InlineData("runbook: wiki/a")]
    [InlineData("read the runbook")]
    [InlineData("runbook:")]
    public void Only_http_and_https_URLs_count(string description)
    {
        Runbook.Find(description).Link.ShouldBeNull();
        Runbook.Find(description).Rest.ShouldBe(description);
    }
}
