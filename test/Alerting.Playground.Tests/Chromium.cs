using Microsoft.Playwright;

namespace Alerting.Playground.Tests;

/// <summary>A real browser, Debian's, one for all tests; each test has a page of its own in which no error may occur.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string HowToGetIt = "Chromium is not here: apt install chromium, or name it in CHROMIUM.";

    private static readonly string[] Places =
        [Environment.GetEnvironmentVariable("CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? Executable => Places.FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
            return;
        // What a busy machine shows late is not wrong.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            // In a container there is often no other way; the pages are our own.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            Timeout = 120_000,
        });
    }

    public async Task<BrowserPage> OpenAsync(Uri uri, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, HowToGetIt);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            DeviceScaleFactor = 1,
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        var opened = new BrowserPage(context, page, uri);
        await page.GotoAsync(uri.ToString());
        await page.Locator("#counts dd").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>A page, and what went wrong in it: errors of scripts, what the policy refused, and requests to anywhere else.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _wrongs = [];

    public BrowserPage(IBrowserContext context, IPage page, Uri uri)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _wrongs.Add($"error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _wrongs.Add($"{message.Type}: {message.Text}");
        };
        page.Dialog += (_, dialog) => _wrongs.Add($"dialog: {dialog.Message}");
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != uri.Authority)
                _wrongs.Add($"request: {request.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>What may be wrong where a test provokes it: answers of 4xx are in the console too.</summary>
    public Predicate<string> Allowed { get; set; } = _ => false;

    public ILocator this[string selector] => Page.Locator(selector);

    public Task ClickAsync(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name }).First.ClickAsync();

    public Task TabAsync(string name) => Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = name }).ClickAsync();

    /// <summary>Kept beside the test results.</summary>
    public async Task ScreenshotAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), Animations = ScreenshotAnimations.Disabled });
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _wrongs.Where(wrong => !Allowed(wrong)).ShouldBeEmpty();
    }
}
