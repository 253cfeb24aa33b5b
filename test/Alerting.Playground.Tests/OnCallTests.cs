using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Alerting.Playground.Tests;

/// <summary>People with phones: who is on call, escalation, and the answer that stops it.</summary>
public sealed class OnCallTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task An_unanswered_page_rings_the_second_phone_until_somebody_opens_its_link_and_acknowledges()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page["#fire-alarm"].ClickAsync();
        await Expect(Phone(page, "Ann Lee")).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page["#phone .note.sms"]).ToContainTextAsync("ERROR orders-api errors");
        await Expect(Phone(page, "Bob Marsh").Locator("b")).ToHaveTextAsync("");
        await page.TabAsync("Groups");
        await Expect(page["#groups .incident"]).ToContainTextAsync("Next: Bob Marsh in 10 min");

        await page.ClickAsync("+5 min");
        await page.ClickAsync("+5 min");
        await Expect(Phone(page, "Bob Marsh").Locator("b")).ToHaveTextAsync("1");
        await Phone(page, "Bob Marsh").ClickAsync();
        await Expect(page["#phone .note.sms"]).ToContainTextAsync("Nobody answered for 10 min. Asked before: Ann Lee");

        await using var answer = await OpenLinkAsync(page);
        await answer.Page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await Expect(answer["body"]).ToContainTextAsync("Acknowledged by Bob Marsh");
        await Expect(page["#groups .incident"]).ToContainTextAsync("Acknowledged by Bob Marsh");

        await page.ClickAsync("+5 min");
        await page.ClickAsync("+5 min");
        await Expect(page["#clock-time"]).ToContainTextAsync("21:20");
        await Expect(Phone(page, "Cy Young").Locator("b")).ToHaveTextAsync("");
        await Phone(page, "Ann Lee").ClickAsync();
        await Expect(page["#phone .note.sms"].First).ToContainTextAsync("acknowledged by Bob Marsh",
            new() { IgnoreCase = true });
    }

    [Fact]
    public async Task Nobody_answers_and_everybody_is_asked()
    {
        await using var playground = PlaygroundServer.Start();

        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.MoveAsync("1h");

        var state = await playground.UntilAsync(
            now => now.On("sms").Any(text => text.Text("person") == "cy") && now.IsSettled, "a text to Cy");
        state.On("sms").GroupBy(text => text.GetProperty("at").GetDateTimeOffset()).OrderBy(same => same.Key)
            .Select(same => string.Join(' ', same.Select(text => text.Text("person")).Order()))
            .ShouldBe(["ann", "bob", "ann bob cy", "ann", "bob", "ann bob cy"]);
        var incident = state.Json.GetProperty("groups")[0].GetProperty("incident");
        incident.Text("state").ShouldBe("open");
        incident.GetProperty("asked").GetArrayLength().ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task An_override_made_in_the_page_decides_who_is_paged()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await page.TabAsync("On call");
        await Expect(page["#oncall .schedule"].First).ToContainTextAsync("Ann Lee until Mon 16 Nov 09:00 GMT");

        await page["#oncall button"].First.ClickAsync();
        await page["#override-person"].SelectOptionAsync("cy");
        await page["#override-form button[type=submit]"].ClickAsync();
        await Expect(page["#oncall .schedule"].First).ToContainTextAsync("Cy Young until Fri 13 Nov 22:00 GMT");
        await Expect(Phone(page, "Cy Young")).ToHaveAttributeAsync("aria-selected", "true");
        await page["#fire-alarm"].ClickAsync();
        await Expect(page["#phone .note.sms"]).ToContainTextAsync("ERROR orders-api errors");

        await page["#oncall"].GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();
        await Expect(page["#oncall .schedule"].First).ToContainTextAsync("Ann Lee until Mon 16 Nov");
        await Expect(page["#timeline"]).ToContainTextAsync("Override ended: Cy Young in primary");
    }

    [Theory]
    [InlineData("""{"schedule":"primry","person":"ann","minutes":60}""", "Unknown schedule \"primry\".")]
    [InlineData("""{"schedule":"primary","person":"dan","minutes":60}""", "unknown person \"dan\"")]
    [InlineData("""{"schedule":"primary","person":"ann","minutes":0}""", "An override lasts 1 minute to 31 days.")]
    public async Task An_override_without_effect_is_refused(string json, string sentence)
    {
        await using var playground = PlaygroundServer.Start();

        using var answer = await playground.PostAsync("/api/overrides", json);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(
            System.Text.Json.JsonEncodedText.Encode(sentence).ToString());
    }

    [Fact]
    public async Task A_configuration_without_people_has_one_phone()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        using var answer = await playground.Http.PutAsync(new Uri("/api/config", UriKind.Relative),
            new StringContent("receivers: { phone: { sms: [\"+447700900123\"] } }\nroutes: [{ to: phone }]\n"),
            TestContext.Current.CancellationToken);
        await page["#fire-alarm"].ClickAsync();

        await Expect(page["#phone .note.sms"]).ToContainTextAsync("ERROR orders-api errors");
        await Expect(page["#phones"]).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(1440, "light")]
    [InlineData(390, "dark")]
    public async Task Its_screens_do_not_scroll_sideways(int width, string mode)
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri, width, 844,
            mode == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.MoveAsync("1h");
        await playground.UntilAsync(now => now.On("sms").Any(text => text.Text("person") == "cy"), "a text to Cy");

        foreach (var (part, tab) in ((string, string)[])
            [("pipeline", "On call"), ("pipeline", "Groups"), ("notifications", "Phone")])
        {
            if (width < 1000)
                await page[$"[data-part={part}]"].ClickAsync();
            await page.TabAsync(tab);
            await page.ScreenshotAsync($"on-call-{width}-{mode}-{tab}");
            (await page.Page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth > document.documentElement.clientWidth")).ShouldBeFalse(tab);
        }
    }

    private static ILocator Phone(BrowserPage page, string person) =>
        page["#phones"].GetByRole(AriaRole.Tab, new() { Name = person });

    private static async Task<OpenedPage> OpenLinkAsync(BrowserPage page)
    {
        var opened = await page.Page.RunAndWaitForPopupAsync(() => page["#phone .note.sms a"].First.ClickAsync());
        return new OpenedPage(opened);
    }

    private sealed record OpenedPage(IPage Page) : IAsyncDisposable
    {
        public ILocator this[string selector] => Page.Locator(selector);

        public async ValueTask DisposeAsync() => await Page.CloseAsync();
    }
}
