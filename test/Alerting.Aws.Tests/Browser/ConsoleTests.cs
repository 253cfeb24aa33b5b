using System.Text.RegularExpressions;
using Alerting.Aws.State;
using Alerting.Aws.Tests.Deployment;
using Alerting.Fakes;
using Alerting.Playground.Tests;
using Alerting.Silencing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Alerting.Aws.Tests.Browser;

/// <summary>The console in real Chromium, over the state that the real functions wrote.</summary>
public sealed partial class ConsoleTests(MotoServer moto, Chromium chromium) : IClassFixture<Chromium>
{
    private const string Hostile =
        "<img src=x onerror=alert(1)> \u202Etxt.exe [click](https://evil.example.com) <@U1> ${jndi:x}";

    private const string Config = """
          broken: { slack: "http://localhost:1/broken" }
        people:
          ann: { name: Ann Lee, webhook: "http://localhost:1/ann" }
          bob: { name: Bob Roy, webhook: "http://localhost:1/bob" }
        schedules:
          primary:
            timezone: Europe/London
            layers: [{ rotation: [ann], every: 1w, handover: "mon 09:00", from: 2020-01-06 }]
        escalations: { duty: [{ notify: [primary] }, { after: 10m, notify: [bob] }] }
        severity: [{ match: ['name =~ "backup.*"'], severity: warning, override: true }]
        time_intervals: { never: { days: mon, from: "00:00", to: "00:01" } }
        routes:
          - { name: nightly, match: ['name =~ "backup.*"'], to: chat, group_by: [name], hold: never }
          - { name: pages, match: ['name !~ "lost.*"'], to: chat, escalate: duty, group_by: [name] }
          - { name: lost, to: broken, group_by: [name] }
        """;

    [Fact]
    public async Task A_person_sees_what_is_open_and_answers_it()
    {
        await using var stack = await FilledAsync();
        await using var console = await ConsoleProcess.StartAsync(stack);
        await using var page = await chromium.OpenPlainAsync(console.Address, 1440, 900, ColorScheme.Light);

        await Expect(page["#incidents-title"]).ToContainTextAsync("4 open, 3 unanswered");
        await Expect(page["#cards .card"].First).ToContainTextAsync("Ann Lee");
        await Expect(page["#cards"]).ToContainTextAsync("Next: Bob Roy");
        await Expect(page["#cards .deliveries"].First).ToContainTextAsync("chat");
        await Expect(page["#cards .deliveries .failed"]).ToContainTextAsync("404");
        await Expect(page["#cards"]).ToContainTextAsync(Held());
        await Expect(page["#duty"]).ToContainTextAsync("primary");
        await Expect(page["#dead-count"]).ToHaveTextAsync("1");
        (await page["#cards"].InnerTextAsync()).ShouldContain("<img src=x onerror=alert(1)>");
        (await page["#cards img"].CountAsync()).ShouldBe(0);
        await LookAsync(page, "now");

        await page["#cards"].GetByRole(AriaRole.Link, new() { Name = "orders" }).ClickAsync();
        await Expect(page["#steps"]).ToContainTextAsync("Delivered: firing to");
        await LookAsync(page, "incident");
        await page["#one"].GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await page["#ask-do"].ClickAsync();
        await stack.RunAsync(() => stack.Chat.Requests.Any(post => post.Body.Contains("cknowledged by")));
        await Expect(page["#one .incident"]).ToContainTextAsync("Acknowledged by moto");
        await Expect(page["#steps .answer"].First).ToContainTextAsync("arn:aws:sts::123456789012:user/moto");
        await Expect(page["#ask"]).ToBeHiddenAsync();

        await page["#one"].GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page["#ask-do"].ClickAsync();
        var undone = Expect(page["#steps"]).ToContainTextAsync("withdrawn by moto");
        await stack.RunAsync(() => undone.IsCompleted);
        await undone;
    }

    [Fact]
    public async Task Every_view_is_accessible_and_fits_a_phone()
    {
        await using var stack = await FilledAsync();
        await SilenceAsync(stack);
        await using var console = await ConsoleProcess.StartAsync(stack);
        await using var page = await chromium.OpenPlainAsync(console.Address, 1440, 900, ColorScheme.Light);

        foreach (var (view, text) in ((string, string)[])[("history", "Noisiest"), ("silences", "planned"),
            ("oncall", "Ann Lee"), ("dead", "lost"), ("config", "escalation duty"), ("why", "Every decision")])
        {
            await page[$"#views a[data-view={view}]"].ClickAsync();
            await Expect(page["#view"]).ToContainTextAsync(text);
            await LookAsync(page, view);
        }
    }

    [Fact]
    public async Task The_history_is_searched_and_its_address_can_be_shared()
    {
        await using var stack = await FilledAsync();
        await using var console = await ConsoleProcess.StartAsync(stack);
        await using var page = await chromium.OpenPlainAsync(console.Address, 1440, 900, ColorScheme.Light);

        await page["#views a[data-view=history]"].ClickAsync();
        await Expect(page["#past-rows tbody tr"]).ToHaveCountAsync(4);
        await page["#past-q"].FillAsync("orders");
        await Expect(page["#past-rows tbody tr"]).ToHaveCountAsync(1);
        await Expect(page["#past-rows"]).ToContainTextAsync("error");
        page.Page.Url.ShouldEndWith("/history?q=orders");
        await page.Page.ReloadAsync();
        await Expect(page["#past-rows tbody tr"]).ToHaveCountAsync(1);

        await page["#past-rows input[type=checkbox]"].CheckAsync();
        await page["#past-bulk"].GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page["#ask-fields input"].FillAsync("planned");
        await page["#ask-do"].ClickAsync();
        var closed = Expect(page["#past-rows tbody tr"]).ToContainTextAsync("closed");
        await stack.RunAsync(() => closed.IsCompleted);
        await closed;
    }

    [Fact]
    public async Task A_person_silences_overrides_and_redrives()
    {
        await using var stack = await FilledAsync();
        await using var console = await ConsoleProcess.StartAsync(stack);
        await using var page = await chromium.OpenPlainAsync(console.Address, 1440, 900, ColorScheme.Light);

        await page["#views a[data-view=silences]"].ClickAsync();
        await page["#silence-matchers"].FillAsync("name ~ \"orders\"");
        await Expect(page["#silence-preview .problem"]).ToBeVisibleAsync();
        await page["#silence-matchers"].FillAsync("name = \"orders\"");
        await Expect(page["#silence-preview"]).ToContainTextAsync("Matches 1 alert that fires now");
        await page["#silence-comment"].FillAsync("planned");
        await page.ClickAsync("Silence");
        await page["#ask-do"].ClickAsync();
        await Expect(page["#silences"]).ToContainTextAsync("planned · by arn:aws:sts::123456789012:user/moto");
        await page["#silences"].GetByRole(AriaRole.Button, new() { Name = "End" }).ClickAsync();
        await page["#ask-do"].ClickAsync();
        await Expect(page["#silences .ended"]).ToContainTextAsync("name = \"orders\"");

        await page["#views a[data-view=oncall]"].ClickAsync();
        await page["#schedules"].GetByRole(AriaRole.Button, new() { Name = "Override" }).ClickAsync();
        await page["#ask-fields select"].SelectOptionAsync("bob");
        await page["#ask-do"].ClickAsync();
        await Expect(page["#schedules"]).ToContainTextAsync("Override: Bob Roy");

        await page["#views a[data-view=dead]"].ClickAsync();
        await page["#dead"].GetByRole(AriaRole.Button, new() { Name = "Redrive" }).ClickAsync();
        await page["#ask-do"].ClickAsync();
        await Expect(page["#dead .empty"]).ToBeVisibleAsync();
        (await stack.CountAsync(stack.DeliveriesQueue)).ShouldBe(1);

        await page["#views a[data-view=config]"].ClickAsync();
        await page["#where-event"].FillAsync("""{"title":"backup late","name":"backup-db","severity":"warning"}""");
        await page["#where-do"].ClickAsync();
        await Expect(page["#where"]).ToContainTextAsync("nightly");
    }

    /// <summary>An error that escalates, a hostile one, a warning that is held, and one whose channel refuses.</summary>
    private async Task<DeployedStack> FilledAsync()
    {
        var stack = await DeployedStack.CreateAsync(moto.Uri, Config);
        await stack.ConfigureAsync(
            yaml => yaml.Replace("http://localhost:1/", $"{stack.Chat.Uri}", StringComparison.Ordinal));
        stack.Chat.Responder = post => Task.FromResult(post.Path.EndsWith("/broken", StringComparison.Ordinal)
            ? HttpReply.Text(404, "no_service") : HttpReply.Ok);
        foreach (var name in (string[])["orders", Hostile, "lost", "backup-db"])
            await stack.PublishAsync(DeployedStack.Alarm(name));
        await stack.RunAsync();
        return stack;
    }

    private static Task SilenceAsync(DeployedStack stack)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new DynamoSilences(new AlertingTable(stack.Resources.Dynamo, stack.Table)).PutAsync(
            new Silence("s1", [$"name = \"<b>{Hostile.Split(' ')[0]}\""], now, now.AddHours(1), "ann", "planned"),
            TestContext.Current.CancellationToken);
    }

    /// <summary>On a desktop and a phone, light and dark.</summary>
    private static async Task LookAsync(BrowserPage page, string name)
    {
        await Expect(page["#view:not([aria-busy])"]).ToBeVisibleAsync();
        foreach (var (width, scheme) in ((int, ColorScheme)[])[(1440, ColorScheme.Light), (1440, ColorScheme.Dark),
            (390, ColorScheme.Dark), (390, ColorScheme.Light)])
        {
            await page.Page.SetViewportSizeAsync(width, width == 390 ? 844 : 900);
            await page.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.FullScreenshotAsync($"console-{name}-{width}-{scheme}".ToLowerInvariant());
            (await page.Page.EvaluateAsync<bool>(
                "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                .ShouldBeFalse($"{name} scrolls sideways at {width}");
            if (width != 390 || scheme == ColorScheme.Light)
                await page.Page.ShouldBeAccessibleAsync();
        }
        await page.Page.SetViewportSizeAsync(1440, 900);
    }

    [GeneratedRegex(@"held until Mon \d+ \w+ \d\d:00 .+ · Outside never\.")]
    private static partial Regex Held();
}
