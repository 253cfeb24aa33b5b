using System.Net;
using System.Text.Json;
using Alerting.Cli.Browser.Acting;
using Alerting.Cli.Browser.Configured;
using Alerting.Cli.Browser.Live;
using Alerting.Cli.Browser.Past;
using Alerting.Cli.Deployments;
using Alerting.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alerting.Cli.Browser;

/// <summary>Serves the console on loopback.</summary>
internal sealed class ConsoleServer : IAsyncDisposable
{
    private const int MaxBody = 256 * 1024;

    private static readonly PageFiles Files = new(typeof(ConsoleServer).Assembly);

    /// <summary>Each view has a path of its own, so a link leads to it.</summary>
    private static readonly string[] Views =
        ["/", "/incidents/{id}", "/history", "/silences", "/oncall", "/dead", "/why", "/config"];

    private readonly WebApplication _app;
    private readonly ConsoleSession _session;

    private ConsoleServer(WebApplication app, ConsoleSession session) => (_app, _session) = (app, session);

    /// <summary>With the token that opens it.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
        .Addresses.First() + _session.Query);

    public static async Task<ConsoleServer> StartAsync(ConsoleBackend backend, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        var app = builder.Build();
        var session = new ConsoleSession();
        app.Use((context, next) => RequestGuard.CheckAsync(context, next, ConsoleJson.RefuseAsync));
        app.Use(session.CheckAsync);
        app.Use(CatchAsync);
        foreach (var view in Views)
            app.MapGet(view, context => SendAsync(context, "console.html"));
        app.MapGet("/page/{**file}", context => SendAsync(context, (string)context.Request.RouteValues["file"]!));
        SessionEndpoint.Map(app, backend, session);
        LiveEndpoints.Map(app, backend);
        HistoryEndpoints.Map(app, backend);
        SilenceEndpoints.Map(app, backend);
        DeadEndpoints.Map(app, backend);
        WeekEndpoints.Map(app, backend);
        ConfigEndpoints.Map(app, backend);
        WhyEndpoint.Map(app, backend);
        app.MapFallback(context => ConsoleJson.RefuseAsync(context, 404, "There is nothing at this path."));
        await app.StartAsync();
        return new ConsoleServer(app, session);
    }

    public Task WaitAsync(CancellationToken cancellation) => _app.WaitForShutdownAsync(cancellation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task SendAsync(HttpContext context, string name)
    {
        if (!await Files.TrySendAsync(context, name))
            await ConsoleJson.RefuseAsync(context, 404, "There is nothing at this path.");
    }

    /// <summary>AWS's failures become one sentence.</summary>
    private static async Task CatchAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await AwsProblem.ExplainAsync("the deployment", async () =>
            {
                await next(context);
                return true;
            });
        }
        catch (UserException problem) when (!context.Response.HasStarted)
        {
            await ConsoleJson.RefuseAsync(context, 422, problem.Message);
        }
        catch (Exception wrong) when (wrong is JsonException or BadHttpRequestException
            && !context.Response.HasStarted)
        {
            await ConsoleJson.RefuseAsync(context, 400, "The body is not the JSON that this path expects.");
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The browser went away.
        }
    }
}
