using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Alerting.Playground.Tests;

/// <summary>The page in real Chromium.</summary>
public sealed class PageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_fired_alarm_and_its_resolution_reach_the_phone()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page["#fire-alarm"].ClickAsync();
        await Expect(page["#phone"]).ToContainTextAsync("ERROR orders-api errors");
        await page.TabAsync("Groups");
        await page["#groups"].GetByRole(AriaRole.Button, new() { Name = "Resolve" }).ClickAsync();

        await Expect(page["#phone"]).ToContainTextAsync("RESOLVED orders-api errors");
        await Expect(page["#groups"]).ToContainTextAsync("resolved");
        await Expect(page["#phone .sms .size"].First).ToContainTextAsync("1 segment");
    }

    [Fact]
    public async Task Each_stage_shows_its_decision_and_reason()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page["#fire-alarm"].ClickAsync();

        foreach (var words in (string[])["Source", "cloudwatch-alarm", "Severity", "Default for alarms in ALARM.",
            "Route",
            "pages → inbox, chat, rooms, desk, escalation duty", "Group", "First alert of a new incident.", "Deliveries"])
        {
            await Expect(page["#timeline"]).ToContainTextAsync(words);
        }
        await Expect(page["#timeline .deliveries .delivered"]).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task A_storm_is_two_messages_on_the_phone()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page["#fire-storm"].ClickAsync();
        await Expect(page["#counts"]).ToContainTextAsync("200");
        await page.ClickAsync("+5 min");

        await Expect(page["#phone"]).ToContainTextAsync("ERROR STORM 199 alarms at once");
        var texts = (await playground.StateAsync()).On("sms").Select(text =>
            $"{text.GetProperty("at")} {text.Text("kind")} {text.Text("reason")} {text.Text("body")}").ToArray();
        texts.Length.ShouldBe(2, string.Join('\n', texts));
        await Expect(page["#phone > .sms"]).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_warning_is_held_overnight_and_sent_in_the_morning()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page["#fire-warning"].ClickAsync();
        await page.TabAsync("Groups");
        await Expect(page["#groups"]).ToContainTextAsync("held until Mon 16 Nov 08:00 GMT · Outside business-hours.");
        await Expect(page["#phone"]).ToContainTextAsync("No notifications");
        await page["#morning"].ClickAsync();

        await page.TabAsync("Inbox");
        await Expect(page["#inbox"]).ToContainTextAsync("[WARNING DIGEST] 1 still firing: orders-db CPU");
        await Expect(page["#clock-day"]).ToContainTextAsync("Mon 16 Nov");
        await Expect(page.Page.FrameLocator("#reader iframe").Locator("body")).ToContainTextAsync("orders-db CPU");
    }

    [Fact]
    public async Task The_configuration_editor_shows_errors_at_their_line_while_typing()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page.ClickAsync("Configuration");
        await page["#config-text"].FillAsync(
            "receivers:\n  chat: { slack: \"https://hooks.slack.com/x\" }\nroutes:\n  - to: [chta]\n");

        await Expect(page["#verdict"]).ToContainTextAsync("Line 4, column 10");
        await Expect(page["#verdict"]).ToContainTextAsync("Did you mean \"chat\"?");
        await Expect(page["#gutter .error"]).ToHaveTextAsync("4");
        await Expect(page["#config-apply"]).ToBeDisabledAsync();

        await page["#config-text"].FillAsync(
            "receivers:\n  chat: { slack: \"https://hooks.slack.com/x\" }\nroutes:\n  - to: [chat]\n");
        await page["#config-apply"].ClickAsync();
        await Expect(page["#timeline"]).ToContainTextAsync("Configuration applied");
    }

    [Fact]
    public async Task Hostile_text_stays_text_on_every_channel()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        const string hostile =
            "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script><!channel> " +
            "[x](javascript:alert(1))";

        await page.TabAsync("Paste");
        await page["#own-text"].FillAsync(
            $$"""{"title":{{System.Text.Json.JsonSerializer.Serialize(hostile, Strings.Default.String)}},"severity":"critical","url":"javascript:alert(1)","description":"<iframe src=https://evil.example.com></iframe>"}""");
        await page["#fire-own"].ClickAsync();

        await Expect(page["#phone"]).ToContainTextAsync("<img src=x");
        foreach (var tab in (string[])["Inbox", "Chat", "Pager"])
            await page.TabAsync(tab);
        await page.TabAsync("Chat");
        foreach (var room in (string[])["Slack", "Teams", "Discord", "Google Chat", "Telegram"])
        {
            await page["#rooms"].GetByRole(AriaRole.Tab, new() { Name = room }).ClickAsync();
            await Expect(page["#room .post"]).ToHaveCountAsync(1);
            await Expect(page["#room"]).ToContainTextAsync("onerror=");
        }
        (await page.Page.TitleAsync()).ShouldBe("Alerting playground");
        (await page["main img, main script, #room iframe"].CountAsync()).ShouldBe(0);
        (await page["main a[href^='javascript']"].CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Arriving_messages_do_not_move_the_tabs_under_the_pointer()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        const string places =
            "[...document.querySelectorAll('[role=tab]')].filter(tab => tab.offsetParent).map(tab => { const box = " +
            "tab.getBoundingClientRect(); return `${tab.id} ${box.x} ${box.width}`; }).join('\\n')";
        var before = await page.Page.EvaluateAsync<string>(places);

        await page["#fire-alarm"].ClickAsync();
        await Expect(page["#tab-chat b"]).ToHaveTextAsync("5");
        await Expect(page["#tab-pagers b"]).ToHaveTextAsync("2");

        (await page.Page.EvaluateAsync<string>(places)).ShouldBe(before);
    }

    [Fact]
    public async Task A_click_shows_the_exact_payload_and_its_size()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await page["#fire-alarm"].ClickAsync();
        await page.TabAsync("Chat");
        await Expect(page["#room .post"]).ToHaveCountAsync(1);

        await page["#room .size"].First.ClickAsync();

        await Expect(page["#payload-text"]).ToContainTextAsync("\"blocks\": [");
        await Expect(page["#payload-size"]).ToContainTextAsync("of 13,000 characters");
        await page.Page.Keyboard.PressAsync("Escape");
        await Expect(page["#payload"]).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_message_arrives_after_the_fault_is_cleared()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await page.TabAsync("Deliveries");
        await page.Page.GetByLabel("SMS").SelectOptionAsync("500");
        await page["#fire-alarm"].ClickAsync();

        await Expect(page["#waiting"]).ToContainTextAsync("Ann Lee · SMS");
        await page.Page.GetByLabel("SMS").SelectOptionAsync("ok");
        await page.ClickAsync("+5 min");

        await Expect(page["#phone"]).ToContainTextAsync("ERROR orders-api errors");
        await Expect(page["#waiting"]).ToContainTextAsync("Nothing scheduled.");
    }

    [Fact]
    public async Task The_library_can_be_searched_and_fired_by_keyboard()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page["#search"].FillAsync("rds storage");
        await Expect(page["#library-list .fire"]).ToHaveCountAsync(1);
        await page["#library-list .fire"].FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page["#timeline"]).ToContainTextAsync("rds");
        await page["#tab-timeline"].FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(page["#tab-groups"]).ToBeFocusedAsync();
        await Expect(page["#groups-panel"]).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("Inbox", "#inbox button", "INBOX")]
    [InlineData("Phone", "#phone .size", "PHONE")]
    [InlineData("Chat", "#room .size", "ROOM")]
    [InlineData("Groups", "#groups .acts .quiet", "GROUPS")]
    [InlineData("Timeline", "#timeline summary", "TIMELINE")]
    public async Task Keyboard_focus_stays_when_new_messages_arrive(string tab, string place, string list)
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await page["#fire-alarm"].ClickAsync();
        await page.TabAsync(tab);
        await page[place].Last.FocusAsync();
        var row = await page.Page.EvaluateAsync<string>(FocusedRow);

        await playground.DoAsync("/events", """{"title":"disk full","severity":"critical"}""");
        await Expect(page["#" + list.ToLowerInvariant()]).ToContainTextAsync("disk full", new() { IgnoreCase = true });

        row.ShouldNotBeEmpty();
        (await page.Page.EvaluateAsync<string>(FocusedRow)).ShouldBe(row);
    }

    private const string FocusedRow =
        "() => { const at = document.activeElement; const row = at.closest('[data-id]'); return row ? " +
        "`${row.dataset.id} ${at.tagName} ${at.className}` : ''; }";

    [Fact]
    public async Task Copy_takes_the_exact_payload()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await playground.DoAsync("/events", """{"title":"disk full \ud83d\ude00","severity":"error"}""");
        await page.TabAsync("Pager");
        await page["#pagers .card:has(b:text-is('Webhook')) .size"].ClickAsync();
        var sent = (await playground.StateAsync()).On("webhook")[0].Text("body");

        await Expect(page["#payload-text"]).ToContainTextAsync("disk full \ud83d\ude00");
        await page["#payload-copy"].ClickAsync();
        await Expect(page["#toast"]).ToContainTextAsync("Copied.");
        (await page.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).ShouldBe(sent);
        await page.Page.GetByLabel("As sent").CheckAsync();
        (await page["#payload-text"].TextContentAsync()).ShouldBe(sent);
    }

    [Fact]
    public async Task The_library_search_matches_word_beginnings_and_keeps_opened_families_open()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await Expect(page["#library-list .fire"].First).ToBeAttachedAsync();
        var advertised = (await page["#search"].GetAttributeAsync("placeholder"))!.Split(": ")[1].TrimEnd('…', ' ');
        await page["#library-list summary"].First.ClickAsync();

        await page["#search"].FillAsync("rds critical");
        (await page["#library-list .fire"].AllTextContentsAsync()).ShouldNotContain(
            text => text.Contains("Payment", StringComparison.Ordinal));
        await page["#search"].FillAsync(advertised);
        (await page["#library-list .fire"].AllTextContentsAsync()).ShouldHaveSingleItem().ShouldContain("storage");
        await page["#search"].FillAsync("");

        await Expect(page["#library-list details"].First).ToHaveAttributeAsync("open", "");
    }

    [Fact]
    public async Task On_a_phone_a_long_zone_name_fits_and_chat_rooms_scroll()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri, 390, 844);
        using var put = await playground.Http.PutAsync(new Uri("/api/config", UriKind.Relative), new StringContent(
            (await playground.Http.GetFromJsonAsync("/api/config", Views.PageJson.Default.ConfigTextView))!.Text
                .Replace("Europe/London", "America/Argentina/Buenos_Aires", StringComparison.Ordinal)));
        await Expect(page["#clock-day"]).ToContainTextAsync("Buenos_Aires");

        foreach (var element in (string[])["#clock-time", "#clock-day", "#open-config", "#reset", "#morning"])
        {
            var box = (await page[element].BoundingBoxAsync())!;
            (box.X >= 8 && box.X + box.Width <= 382).ShouldBeTrue($"{element} is at {box.X}, {box.Width} wide");
        }
        (await page[".top"].BoundingBoxAsync())!.Height.ShouldBeLessThan(170);
        for (var i = 0; i < 30; i++)
            await PushAsync(playground, i, $"s{i}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Notifications", Exact = true }).ClickAsync();
        await page.TabAsync("Chat");
        await Expect(page["#room"]).ToContainTextAsync("shard 29");
        (await page["#room"].BoundingBoxAsync())!.Height.ShouldBeLessThan(844);
        (await page["#room"].EvaluateAsync<double>(
            "room => room.scrollHeight - room.scrollTop - room.clientHeight")).ShouldBeLessThan(60);
    }

    [Fact]
    public async Task Right_to_left_text_does_not_affect_its_surroundings()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await playground.DoAsync("/events", """{"title":"disk \u202e full","severity":"error"}""");
        await page.TabAsync("Groups");

        await Expect(page["#groups"]).ToContainTextAsync("disk");

        (await page["#groups li strong"].First.EvaluateAsync<string>(
            "text => getComputedStyle(text).unicodeBidi")).ShouldBe("isolate");
        (await page["#timeline .title"].First.EvaluateAsync<string>(
            "text => getComputedStyle(text).unicodeBidi")).ShouldBe("isolate");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_faintest_text_has_enough_contrast(ColorScheme scheme)
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri, scheme: scheme);

        (await page.Page.EvaluateAsync<double>(LeastContrast)).ShouldBeGreaterThanOrEqualTo(4.5);
    }

    /// <summary>The lowest WCAG 2 contrast of faint text on any background.</summary>
    private const string LeastContrast = """
        () => {
          const style = getComputedStyle(document.documentElement);
          const light = name => {
            const value = style.getPropertyValue(name).trim();
            const [r, g, b] = [1, 3, 5].map(at => parseInt(value.slice(at, at + 2), 16) / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          return Math.min(...['--ground', '--panel', '--raised', '--sunken', '--accent-soft'].map(ground => {
            const [a, b] = [light('--faint'), light(ground)].sort();
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
          }));
        }
        """;

    [Fact]
    public async Task The_page_stays_responsive_during_a_thousand_events()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await page.Page.EvaluateAsync(MeasureWaits);

        // The last event is sent after the clicks, so the clicks happen during the load.
        var pushing = Parallel.ForEachAsync(Enumerable.Range(1, 999), async (i, _) => await PushAsync(playground, i));
        await page.TabAsync("Groups");
        await Expect(page["#groups"]).ToContainTextAsync("shard");
        await page.TabAsync("Timeline");
        await Expect(page["#timeline .entry"].First).ToBeVisibleAsync();
        await pushing;
        await Expect(page["#counts"]).ToContainTextAsync("999");
        await PushAsync(playground, 1000);
        await Expect(page["#counts"]).ToContainTextAsync("1,000");

        var longest = await page.Page.EvaluateAsync<double>("() => window.longest");
        TestContext.Current.TestOutputHelper!.WriteLine($"Longest wait for a click: {longest:0} ms");
        // A limited number of entries keeps each redraw short.
        (await page["#timeline .entry"].CountAsync()).ShouldBeLessThanOrEqualTo(60);
    }

    /// <summary>The longest time that a click would have waited.</summary>
    private const string MeasureWaits = """
        () => {
          window.longest = 0;
          let last = performance.now();
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            const now = performance.now();
            window.longest = Math.max(window.longest, now - last);
            last = now;
            setTimeout(() => channel.port2.postMessage(0), 5);
          };
          channel.port2.postMessage(0);
        }
        """;

    private static Task PushAsync(PlaygroundServer playground, int i, string service = "shards") =>
        playground.DoAsync("/events", $$"""{"title":"shard {{i}} fails","severity":"error","service":"{{service}}"}""");
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class Strings : System.Text.Json.Serialization.JsonSerializerContext;
