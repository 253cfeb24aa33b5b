using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Alerting.Playground.Tests;

/// <summary>The page of an answer link in real Chromium, as a phone shows it at night.</summary>
public sealed partial class AnswerPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Config = """
        timezone: Europe/London
        people:
          ann: { name: Ann Lee, sms: "+447700900001" }
          bob: { name: Bob, sms: "+447700900002" }
        receivers:
          oncall: { people: [ann] }
          chat: { slack: "https://hooks.slack.com/services/T1/B1/x" }
        escalations: { policy: [{ notify: [oncall] }, { after: 5m, notify: [bob] }] }
        routes: [{ to: [chat], escalate: policy }]
        """;

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Is_accessible_in_each_of_its_states(ColorScheme scheme)
    {
        await using var playground = await FiringAsync();
        await using var page = await OpenAsync(playground, scheme: scheme);

        await CheckAsync(page, $"answer-open-{scheme}");
        await page["summary"].ClickAsync();
        await CheckAsync(page, $"answer-close-{scheme}");
        await page.ClickAsync("Acknowledge");
        await Expect(page[".status"]).ToContainTextAsync("Acknowledged by Ann Lee");
        await CheckAsync(page, $"answer-acknowledged-{scheme}");
        await page["summary"].ClickAsync();
        await page.ClickAsync("Close for everybody");
        await Expect(page["h1"]).ToContainTextAsync("is over");
        await CheckAsync(page, $"answer-over-{scheme}");
    }

    [Fact]
    public async Task Every_button_does_what_it_says()
    {
        await using var playground = await FiringAsync();
        await using var page = await OpenAsync(playground);

        foreach (var (button, stand) in ((string, string)[])[
            ("Snooze 1 h", "Snoozed by Ann Lee"), ("Undo: end the snooze", "Snooze ended by Ann Lee"),
            ("Until morning", "until Sat 14 Nov 08:00 GMT"), ("Acknowledge", "Acknowledged by Ann Lee"),
            ("Acknowledge for longer", "Acknowledged by Ann Lee"),
            ("Undo: I am not on it", "Acknowledgement withdrawn by Ann Lee"), ("Escalate now", "Asked: Bob (21:00 GMT)."),
        ])
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
            await Expect(page[".status"]).ToContainTextAsync(stand);
        }
        (await playground.StateAsync()).Texts.ShouldContain(text => text.Contains("Escalated by Ann Lee"));
        await page["summary"].ClickAsync();
        await page["#reason"].FillAsync("a <b>known</b> fault");
        await page.ClickAsync("Close for everybody");
        await Expect(page[".status"]).ToContainTextAsync("by Ann Lee: a <b>known</b> fault.");
        await Expect(page["button"]).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Opening_it_changes_nothing()
    {
        await using var playground = await FiringAsync();
        await using var page = await OpenAsync(playground);
        var before = (await playground.UntilAsync(state => state.IsSettled && state.Messages.Count > 1, "both messages"))
            .Messages.Count;

        for (var i = 0; i < 3; i++)
            await page.Page.ReloadAsync();

        await Expect(page[".status"]).ToContainTextAsync("Nobody is on it.");
        (await playground.StateAsync()).Messages.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Works_by_keyboard_alone()
    {
        await using var playground = await FiringAsync();
        await using var page = await OpenAsync(playground);
        var keyboard = page.Page.Keyboard;

        var reached = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            await keyboard.PressAsync("Tab");
            reached.Add(await page.Page.EvaluateAsync<string>("document.activeElement.innerText"));
            (await page.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"))
                .ShouldBe("solid", reached[^1]);
        }
        reached.ShouldBe(["Acknowledge", "Snooze 1 h", "Until morning", "Escalate now", "Close the incident"]);
        await keyboard.PressAsync("Enter");
        await keyboard.PressAsync("Tab");
        await keyboard.TypeAsync("by keyboard");
        for (var i = 0; i < 4; i++)
            await keyboard.PressAsync("Shift+Tab");
        await keyboard.PressAsync("Space");

        await Expect(page[".status"]).ToContainTextAsync("Snoozed by Ann Lee");
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task Never_scrolls_sideways_and_shows_any_text_as_text(int width)
    {
        var word = new string('x', 300);
        await using var playground = await FiringAsync($"<script>alert(1)</script> \"'><img src=x onerror=alert(1)> {word}",
            $"{word} http://192.0.2.1/{word}\n‮evil‬ مرحبا 🔥 {{{{constructor}}}}");
        await using var page = await OpenAsync(playground, width);

        (await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth")).ShouldBeFalse();
        await Expect(page["img, script"]).ToHaveCountAsync(0);
        await page.Page.ShouldBeAccessibleAsync();
        await page.ScreenshotAsync($"answer-hostile-{width}");
        foreach (var button in await page["button"].AllAsync())
        {
            if (await button.IsVisibleAsync())
                (await button.BoundingBoxAsync())!.Height.ShouldBeGreaterThanOrEqualTo(48);
        }
    }

    [Fact]
    public async Task Prints_without_its_buttons()
    {
        await using var playground = await FiringAsync();
        await using var page = await OpenAsync(playground);

        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Expect(page["form"]).ToBeHiddenAsync();
        await Expect(page["ol"]).ToBeVisibleAsync();
        (await page.Page.PdfAsync()).Length.ShouldBeGreaterThan(1000);
    }

    private static async Task CheckAsync(BrowserPage page, string name)
    {
        await page.Page.ShouldBeAccessibleAsync();
        await page.FullScreenshotAsync(name);
    }

    private async Task<BrowserPage> OpenAsync(
        PlaygroundServer playground, int width = 390, ColorScheme scheme = ColorScheme.Light)
    {
        var state = await playground.UntilAsync(state => state.Texts.Any(), "a text message");
        var link = Link().Match(state.Texts[0]);
        link.Success.ShouldBeTrue(state.Texts[0]);
        return await chromium.OpenPlainAsync(new Uri(playground.Uri, link.Value), width, 844, scheme);
    }

    private static async Task<PlaygroundServer> FiringAsync(string? name = null, string? description = null)
    {
        var playground = PlaygroundServer.Start();
        using var answer = await playground.Http.PutAsync(
            new Uri("/api/config", UriKind.Relative), new StringContent(Config));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        if (name is null)
        {
            await playground.FireAsync("cloudwatch-alarm/alarm.json");
            return playground;
        }
        await playground.DoAsync("/events", new JsonObject
        {
            ["name"] = name, ["severity"] = "critical", ["status"] = "firing", ["description"] = description,
        }.ToJsonString());
        return playground;
    }

    [GeneratedRegex("/i/[A-Za-z0-9_-]{30,}")]
    private static partial Regex Link();
}
