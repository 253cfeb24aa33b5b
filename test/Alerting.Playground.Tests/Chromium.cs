using Microsoft.Playwright;

namespace Alerting.Playground.Tests;

/// <summary>One real browser for all tests. Each test opens its own page, which must not log any error.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string HowToGetIt = "Chromium not found. Run apt install chromium, or set CHROMIUM to its path.";

    private static readonly string[] Places =
        [Environment.GetEnvironmentVariable("CHROMIUM") ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string? Executable => Places.FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
            return;
        // Generous, for a busy machine.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            // Containers often allow no sandbox, and the pages are our own.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            Timeout = 120_000,
        });
    }

    public async Task<BrowserPage> OpenAsync(Uri uri, int width = 1440, int height = 900,
        ColorScheme scheme = ColorScheme.Light)
    {
        var opened = await OpenPlainAsync(uri, width, height, scheme);
        await opened["#counts dd"].First.WaitForAsync(
            new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        return opened;
    }

    /// <summary>A page that needs no script to be complete.</summary>
    public async Task<BrowserPage> OpenPlainAsync(Uri uri, int width, int height, ColorScheme scheme)
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
        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>A page that collects script errors, policy violations and requests to other hosts.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    public BrowserPage(IBrowserContext context, IPage page, Uri uri)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _errors.Add($"error: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _errors.Add($"{message.Type}: {message.Text} {message.Location}");
        };
        page.Dialog += (_, dialog) => _errors.Add($"dialog: {dialog.Message}");
        context.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != uri.Authority)
                _errors.Add($"request: {request.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors that a test provokes: the console also logs 4xx responses.</summary>
    public Predicate<string> Allowed { get; set; } = _ => false;

    public ILocator this[string selector] => Page.Locator(selector);

    public Task ClickAsync(string name) =>
        Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name }).First.ClickAsync();

    public Task TabAsync(string name) =>
        Page.GetByRole(AriaRole.Tab, new PageGetByRoleOptions { Name = name }).ClickAsync();

    /// <summary>Saved in the output folder of the tests.</summary>
    public Task ScreenshotAsync(string name) => ScreenshotAsync(name, isFull: false);

    /// <summary>Of the whole page, however far it scrolls.</summary>
    public Task FullScreenshotAsync(string name) => ScreenshotAsync(name, isFull: true);

    private async Task ScreenshotAsync(string name, bool isFull)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;
        await Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(folder, name + ".png"), FullPage = isFull,
            Animations = ScreenshotAnimations.Disabled,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _errors.Where(error => !Allowed(error)).ShouldBeEmpty();
    }
}
