using System.Net;
using Alerting.Pages;
using Alerting.Playground.Endpoints;
using Alerting.Playground.Events;
using Alerting.Playground.Metrics;
using Alerting.Playground.Session;
using Alerting.Playground.Setup;
using Alerting.Playground.Sinks;
using Alerting.Sources.Webhooks;

namespace Alerting.Playground;

/// <summary>The composition root.</summary>
internal static class PlaygroundHost
{
    /// <returns>The exit code: 0 stopped, 1 invalid configuration, 2 cannot start.</returns>
    public static async Task<int> RunAsync(string[] args, PlaygroundOptions options, TextWriter output,
        TextWriter error)
    {
        var config = new PlaygroundConfig(options);
        if (Directory.Exists(options.ConfigPath))
        {
            await error.WriteLineAsync($"{config.FileName} is a folder. --config needs a file.");
            return 2;
        }
        string text;
        try
        {
            text = config.ReadText();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"Cannot read {config.FileName}: {failure.Message}");
            return 2;
        }
        // Reading the configuration takes half of the start-up time, so it runs beside the rest.
        var loading = Task.Run(() => config.Load(text));
        if (LoopbackPort.FirstFree(options.Port) is not { } port)
        {
            await error.WriteLineAsync($"No free port from {options.Port} on. Choose another with --port.");
            return 2;
        }
        await using var app = Build(args, options, config, port);
        await app.StartAsync();
        var loaded = await loading;
        if (loaded.Config is not { } valid)
        {
            await error.WriteLineAsync(
                $"The configuration is not valid.\n{string.Join('\n', loaded.Errors.Select(wrong => "  " + wrong))}");
            return 1;
        }
        var session = app.Services.GetRequiredService<PlaygroundSession>();
        session.Start(text, valid);
        await PrintAddressAsync(output, options, port, app.Services.GetRequiredService<SelfAddress>().Uri, config);
        var warming =
            session.WarmUpAsync(app.Services.GetRequiredService<EventLibrary>(), app.Lifetime.ApplicationStopping);
        await app.WaitForShutdownAsync();
        await Task.WhenAny(warming);
        return 0;
    }

    private static WebApplication Build(string[] args, PlaygroundOptions options, PlaygroundConfig config, int port)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
            { Args = [.. args.Where(arg => !arg.StartsWith("--live", StringComparison.Ordinal))] });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // Loopback only, since there is no password.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = WebhookIntake.MaxBytes;
        });
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(options)
            .AddSingleton(config)
            .AddSingleton<PlaygroundMetrics>()
            .AddSingleton<SinkHub>()
            .AddSingleton<SelfAddress>()
            .AddSingleton<SmtpSink>()
            .AddSingleton<EventLibrary>()
            .AddSingleton<PlaygroundSession>()
            .AddHostedService<SessionTicker>();
        var app = builder.Build();
        app.Use((context, next) => RequestGuard.CheckAsync(context, next, Problems.AnswerAsync));
        app.Use(Problems.CatchAsync);
        PageEndpoints.Map(app);
        StreamEndpoint.Map(app);
        EventEndpoints.Map(app);
        ClockEndpoints.Map(app);
        ConfigEndpoints.Map(app);
        ChannelEndpoints.Map(app);
        IngestEndpoints.Map(app);
        WatchEndpoints.Map(app);
        OnCallEndpoints.Map(app);
        SnsEndpoints.Map(app);
        SinkEndpoints.Map(app);
        AnswerEndpoints.Map(app);
        MetricsEndpoint.Map(app);
        app.MapFallback(context => Problems.AnswerAsync(context, 404, "There is nothing at this path."));
        return app;
    }

    private static async Task PrintAddressAsync(TextWriter output, PlaygroundOptions options, int port, Uri uri,
        PlaygroundConfig config)
    {
        if (port != options.Port && options.Port != 0)
            await output.WriteLineAsync($"Port {options.Port} is in use. Using the next free port.");
        await output.WriteLineAsync(
            $"Playground: {uri.GetLeftPart(UriPartial.Authority)} (configuration: {config.FileName}). Press Ctrl+C " +
            "to stop.");
        await output.WriteLineAsync(options.IsLive
            ? "LIVE: messages are sent to the configured channels."
            : "Nothing leaves this machine. Use --live to send for real.");
    }
}
