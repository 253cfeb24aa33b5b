using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Alerting.Playground.Tests;

/// <summary>A newcomer's first minute, and what can be done where a decision is shown.</summary>
public sealed class TourTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Five_steps_show_what_people_get()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await Expect(page["#tour"]).ToContainTextAsync("the right person, on the right channel, at the right hour");

        await Step(page, "Fire an alarm").ClickAsync();
        await Expect(page["#phone"]).ToContainTextAsync("ERROR orders-api errors");
        await Step(page, "Resolve it").ClickAsync();
        await Expect(page["#phone"]).ToContainTextAsync("RESOLVED orders-api errors");
        await Step(page, "A storm of 200").ClickAsync();
        await Expect(page["#phone"]).ToContainTextAsync("ERROR STORM 199 alarms at once");
        await Step(page, "Hold to the morning").ClickAsync();
        await Expect(page["#inbox"]).ToContainTextAsync("[WARNING DIGEST] 1 still firing: orders-db CPU");
        await Step(page, "Break Slack").ClickAsync();
        await Expect(page["#waiting"]).ToContainTextAsync("HTTP 500");
        await Step(page, "Mend Slack").ClickAsync();
        await page.ClickAsync("+5 min");
        await Expect(page["#waiting"]).ToContainTextAsync("Nothing scheduled.");

        await Expect(page["#tour-steps .done"]).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task The_second_step_fires_the_alarm_itself_if_nobody_did()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await Step(page, "Resolve it").ClickAsync();

        await Expect(page["#phone"]).ToContainTextAsync("RESOLVED orders-api errors");
    }

    [Fact]
    public async Task Hidden_it_stays_hidden_until_it_is_asked_for()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page.ClickAsync("Hide the tour");
        await page.Page.ReloadAsync();
        await Expect(page["#counts dd"].First).ToBeVisibleAsync();
        await Expect(page["#tour"]).ToBeHiddenAsync();
        await page["#open-tour"].ClickAsync();

        await Expect(page["#tour"]).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_alarm_is_acknowledged_and_resolved_where_its_decision_is_shown()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await page["#fire-alarm"].ClickAsync();

        await Action(page, "Acknowledge").ClickAsync();

        await Expect(page["#timeline"]).ToContainTextAsync("Acknowledged by you");
        await Expect(Action(page, "Acknowledge")).ToHaveCountAsync(0);
        await page["#timeline summary"].Last.ClickAsync();
        await Action(page, "Resolve").ClickAsync();
        await Expect(page["#phone"]).ToContainTextAsync("RESOLVED orders-api errors");
        await Expect(page["#timeline .acts"]).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task More_groups_than_are_shown_are_counted()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        for (var i = 0; i < 65; i++)
            await playground.DoAsync("/events", $$"""{ "title": "disk {{i}} full", "severity": "error" }""");

        await page.TabAsync("Groups");

        await Expect(page["#groups-count"]).ToHaveTextAsync("65");
        await Expect(page["#groups-more"]).ToHaveTextAsync(
            "The 60 most severe groups are shown, and 5 more are open.");
        await page.TabAsync("Timeline");
        await Expect(page["#timeline-more"]).ToHaveTextAsync("The newest 60 entries are shown.");
    }

    private static ILocator Step(BrowserPage page, string name) =>
        page["#tour-steps"].GetByRole(AriaRole.Button, new() { Name = name });

    private static ILocator Action(BrowserPage page, string name) =>
        page["#timeline"].GetByRole(AriaRole.Button, new() { Name = name });
}
