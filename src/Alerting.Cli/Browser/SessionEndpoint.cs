using Alerting.Cli.Browser.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Alerting.Cli.Browser;

/// <summary>Who looks at what, and what they may change.</summary>
internal static class SessionEndpoint
{
    public static void Map(WebApplication app, ConsoleBackend backend, ConsoleSession session) =>
        app.MapGet("/api/session", async (HttpContext context) =>
        {
            var access = backend.Access.ReadAsync(context.RequestAborted);
            var loaded = await backend.Config.ReadAsync(context.RequestAborted);
            await ConsoleJson.WriteAsync(context, new SessionView(
                backend.Parts.Name, backend.Parts.Table, backend.Caller.Arn, backend.Caller.PersonIn(loaded.Config),
                session.Token, await access,
                [.. (loaded.Config?.People.Values ?? []).Select(person => new PersonView(person.Key, person.Name))],
                loaded.Name, loaded.Problem), ConsoleJson.Default.SessionView);
        });
}
