using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Alerting.Playground.Tests;

/// <summary>
/// Takes screenshots on a desktop and a phone, light and dark, and checks that nothing scrolls sideways.
/// </summary>
public sealed class ScreenshotTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task On_a_desktop(string mode)
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri, 1440, 900, Scheme(mode));
        await FillAsync(playground, page);

        await page.ScreenshotAsync($"desk-{mode}");
        (await ScrollsSidewaysAsync(page)).ShouldBeFalse();
        foreach (var tab in (string[])["Inbox", "Chat", "Pager"])
        {
            await page.TabAsync(tab);
            await page.ScreenshotAsync($"desk-{mode}-{tab}");
        }
        await page.TabAsync("Groups");
        await page.TabAsync("Chat");
        foreach (var room in (string[])["Teams", "Discord", "Google Chat", "Telegram"])
        {
            await page["#rooms"].GetByRole(AriaRole.Tab, new() { Name = room }).ClickAsync();
            await page.ScreenshotAsync($"desk-{mode}-{room}");
        }
        await page.TabAsync("Deliveries");
        await page.ScreenshotAsync($"desk-{mode}-deliveries");
        await page.ClickAsync("Configuration");
        await page["#config-text"].PressAsync("Control+Home");
        await page.Page.Keyboard.TypeAsync("tmezone: x\n");
        await Expect(page["#verdict"]).ToContainTextAsync("Line 1");
        await page.ScreenshotAsync($"desk-{mode}-config");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task On_a_phone(string mode)
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri, 390, 844, Scheme(mode));
        await FillAsync(playground, page);

        foreach (var part in (string[])["Events", "Pipeline", "Notifications"])
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = part, Exact = true }).ClickAsync();
            await page.ScreenshotAsync($"phone-{mode}-{part}");
            (await ScrollsSidewaysAsync(page)).ShouldBeFalse(part);
        }
        await page.TabAsync("Chat");
        await page.ScreenshotAsync($"phone-{mode}-chat");
        (await ScrollsSidewaysAsync(page)).ShouldBeFalse("chat");
        await page.TabAsync("Inbox");
        await page.ScreenshotAsync($"phone-{mode}-inbox");
        (await ScrollsSidewaysAsync(page)).ShouldBeFalse("inbox");
    }

    private static async Task FillAsync(PlaygroundServer playground, BrowserPage page)
    {
        await playground.FireAsync("rds/storage-full.json");
        await playground.FireAsync("cloudwatch-alarm/metric-sns.json");
        await playground.MoveAsync("5m");
        await playground.FireAsync("alertmanager/firing.json");
        await playground.FireAsync("cloudwatch-alarm/alarm.json");
        await playground.UntilAsync(now => now.On("slack").Count >= 2 && now.Texts.Count >= 2
            && now.On("telegram").Count >= 2 && now.On("email").Count >= 2, "messages");
        await Expect(page["#timeline"]).ToContainTextAsync("orders-api errors");
        await Expect(page["#timeline .deliveries .delivered"].First).ToBeAttachedAsync();
        await page.Page.EvaluateAsync("""
            () => new Promise(stopsChanging => {
              let quiet = setTimeout(stopsChanging, 300);
              new MutationObserver(() => { clearTimeout(quiet); quiet = setTimeout(stopsChanging, 300); })
                .observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
            })
            """);
    }

    private static ColorScheme Scheme(string mode) => mode == "dark" ? ColorScheme.Dark : ColorScheme.Light;

    private static Task<bool> ScrollsSidewaysAsync(BrowserPage page) =>
        page.Page.EvaluateAsync<bool>(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
}
