using System.Text;
using Alerting.Configuration;
using Alerting.Playground.Session;
using Alerting.Playground.Setup;
using Alerting.Playground.Views;

namespace Alerting.Playground.Endpoints;

/// <summary>Reads, checks and applies the configuration.</summary>
internal static class ConfigEndpoints
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/api/config", async context => await Json.WriteAsync(context,
            new ConfigTextView(
                Path.GetFileName(Service<PlaygroundConfig>(context).FileName),
                await Service<PlaygroundSession>(context).ConfigTextAsync(context.RequestAborted)),
            PageJson.Default.ConfigTextView));
        app.MapPost("/api/config/check", async context =>
            await AnswerAsync(context, Service<PlaygroundConfig>(context).Load(await TextAsync(context))));
        app.MapPut("/api/config", async context =>
            await AnswerAsync(context, await Service<PlaygroundSession>(context)
                .ApplyAsync(await TextAsync(context), context.RequestAborted)));
    }

    private static async Task<string> TextAsync(HttpContext context) =>
        Encoding.UTF8.GetString((await Json.BodyAsync(context)).Span);

    private static Task AnswerAsync(HttpContext context, ConfigResult result) => Json.WriteAsync(context,
        new ConfigCheckView(result.IsValid, Places(result.Errors), Places(result.Notes)),
        PageJson.Default.ConfigCheckView);

    private static IReadOnlyList<PlaceView> Places(IReadOnlyList<ConfigMessage> messages) =>
        [.. messages.Select(message => new PlaceView(message.Line, message.Column, message.Text))];

    private static T Service<T>(HttpContext context) where T : notnull =>
        context.RequestServices.GetRequiredService<T>();
}
