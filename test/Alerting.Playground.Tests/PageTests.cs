using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Alerting.Playground.Tests;

/// <summary>What a person does on the page, in real Chromium.</summary>
public sealed class PageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task One_click_and_an_alarm_is_on_the_phone_and_its_end_too()
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
    public async Task Each_stage_shows_its_decision_and_its_reason()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page["#fire-alarm"].ClickAsync();

        foreach (var words in (string[])["Read", "read as cloudwatch-alarm", "Classified", "default for alarms in ALARM", "Routed",
            "pages → phone, app, inbox, chat, rooms, desk", "Grouped", "first firing of the group", "Sent"])
            await Expect(page["#trail"]).ToContainTextAsync(words);
        await Expect(page["#trail .deliveries .delivered"]).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task A_storm_is_two_messages_on_the_phone()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page["#fire-storm"].ClickAsync();
        await Expect(page["#counts"]).ToContainTextAsync("200");
        await page.ClickAsync("+5 min");

        await Expect(page["#phone"]).ToContainTextAsync("ERROR STORM 199 alerts");
        var texts = (await playground.StateAsync()).On("sms").Select(text => $"{text.GetProperty("at")} {text.Text("kind")} {text.Text("reason")} {text.Text("body")}").ToArray();
        texts.Length.ShouldBe(2, string.Join('\n', texts));
        await Expect(page["#phone > .sms"]).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task A_warning_waits_overnight_and_is_told_in_the_morning()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page["#fire-warning"].ClickAsync();
        await page.TabAsync("Groups");
        await Expect(page["#groups"]).ToContainTextAsync("held until Mon 08:00: outside business-hours");
        await Expect(page["#phone"]).ToContainTextAsync("No page so far");
        await page["#morning"].ClickAsync();

        await page.TabAsync("Inbox");
        await Expect(page["#inbox"]).ToContainTextAsync("[WARNING DIGEST] 1 still firing: orders-db CPU");
        await Expect(page["#clock-day"]).ToContainTextAsync("Monday 16 November");
        await Expect(page.Page.FrameLocator("#reader iframe").Locator("body")).ToContainTextAsync("orders-db CPU");
    }

    [Fact]
    public async Task A_mistake_in_the_configuration_shows_at_its_line_as_one_types()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page.ClickAsync("Configuration");
        await page["#config-text"].FillAsync("receivers:\n  chat: { slack: \"https://hooks.slack.com/x\" }\nroutes:\n  - to: [chta]\n");

        await Expect(page["#verdict"]).ToContainTextAsync("line 4, column 10");
        await Expect(page["#verdict"]).ToContainTextAsync("did you mean \"chat\"?");
        await Expect(page["#gutter .error"]).ToHaveTextAsync("4");
        await Expect(page["#config-apply"]).ToBeDisabledAsync();

        await page["#config-text"].FillAsync("receivers:\n  chat: { slack: \"https://hooks.slack.com/x\" }\nroutes:\n  - to: [chat]\n");
        await page["#config-apply"].ClickAsync();
        await Expect(page["#trail"]).ToContainTextAsync("Another configuration is in force");
    }

    [Fact]
    public async Task Hostile_text_stays_text_on_every_channel()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        const string hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script><!channel> [x](javascript:alert(1))";

        await page.TabAsync("Your own");
        await page["#own-text"].FillAsync($$"""{"title":{{System.Text.Json.JsonSerializer.Serialize(hostile, Strings.Default.String)}},"severity":"critical","url":"javascript:alert(1)","description":"<iframe src=https://evil.example.com></iframe>"}""");
        await page.ClickAsync("Fire it");

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
    public async Task The_exact_payload_is_a_click_away_with_its_size()
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
    public async Task A_service_can_be_told_to_fail_and_the_message_comes_when_it_is_well_again()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await page.TabAsync("Deliveries");
        await page.Page.GetByLabel("SMS").SelectOptionAsync("500");
        await page["#fire-alarm"].ClickAsync();

        await Expect(page["#waiting"]).ToContainTextAsync("phone by SMS");
        await page.Page.GetByLabel("SMS").SelectOptionAsync("ok");
        await page.ClickAsync("+5 min");

        await Expect(page["#phone"]).ToContainTextAsync("ERROR orders-api errors");
        await Expect(page["#waiting"]).ToContainTextAsync("Nothing waits.");
    }

    [Fact]
    public async Task The_library_is_searched_and_its_events_are_fired_by_keyboard()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);

        await page["#search"].FillAsync("rds storage");
        await Expect(page["#library-list .fire"]).ToHaveCountAsync(1);
        await page["#library-list .fire"].FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        await Expect(page["#trail"]).ToContainTextAsync("read as rds");
        await page["#tab-trail"].FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(page["#tab-groups"]).ToBeFocusedAsync();
        await Expect(page["#groups-panel"]).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_thousand_events_at_once_leave_the_page_responsive()
    {
        await using var playground = PlaygroundServer.Start();
        await using var page = await chromium.OpenAsync(playground.Uri);
        await page.Page.EvaluateAsync(MeasureWaits);

        // The last one is pushed only when the page has answered the clicks: they are answered while it rains.
        var pushing = Parallel.ForEachAsync(Enumerable.Range(1, 999), async (i, _) => await PushAsync(playground, i));
        await page.TabAsync("Groups");
        await Expect(page["#groups"]).ToContainTextAsync("shard");
        await page.TabAsync("Decisions");
        await Expect(page["#trail .entry"].First).ToBeVisibleAsync();
        await pushing;
        await Expect(page["#counts"]).ToContainTextAsync("999");
        await PushAsync(playground, 1000);
        await Expect(page["#counts"]).ToContainTextAsync("1,000");

        var longest = await page.Page.EvaluateAsync<double>("() => window.longest");
        TestContext.Current.TestOutputHelper!.WriteLine($"The longest in which a click had to wait: {longest:0} ms");
        // It draws what can be seen, however many there are: that is what keeps each drawing short.
        (await page["#trail .entry"].CountAsync()).ShouldBeLessThanOrEqualTo(60);
    }

    /// <summary>How long a click would have to wait: the longest time in which the page did nothing else.</summary>
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

    private static Task PushAsync(PlaygroundServer playground, int i) =>
        playground.DoAsync("/events", $$"""{"title":"shard {{i}} fails","severity":"error","service":"shards"}""");
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class Strings : System.Text.Json.Serialization.JsonSerializerContext;
