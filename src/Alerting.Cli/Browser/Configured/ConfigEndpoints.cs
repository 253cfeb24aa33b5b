using System.Text;
using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Cli.Browser.Live;
using Alerting.Cli.Browser.Views;
using Alerting.Configuration;
using Alerting.InProcess;
using Alerting.Redaction;
using Alerting.Routing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Alerting.Cli.Browser.Configured;

/// <summary>The configuration, checked, as a tree of routes, and where an event would go.</summary>
internal static class ConfigEndpoints
{
    public static void Map(WebApplication app, ConsoleBackend backend)
    {
        app.MapGet("/api/config", async (HttpContext context) => await ConsoleJson.WriteAsync(context,
            Of(await backend.Config.ReadAsync(context.RequestAborted)), ConsoleJson.Default.ConfigView));
        app.MapPost("/api/config/where", async (HttpContext context) => await ConsoleJson.WriteAsync(context,
            await WhereAsync(backend, await ConsoleJson.ReadAsync(context, ConsoleJson.Default.WhereRequest),
                context.RequestAborted), ConsoleJson.Default.WhereView));
    }

    private static ConfigView Of(LoadedConfig loaded) => new(loaded.Name,
        Redactor.BuiltIn.Apply(loaded.Text, keepAddresses: true), loaded.Problem, Places(loaded.Result?.Errors),
        Places(loaded.Result?.Notes), [.. (loaded.Config?.Routes ?? []).Select(Of)]);

    private static PlaceView[] Places(IReadOnlyList<ConfigMessage>? messages) =>
        [.. (messages ?? []).Select(message => new PlaceView(message.Line, message.Column, message.Text))];

    private static RouteView Of(Route route) => new(route.Display, [.. route.Match.Select(each => each.ToString())],
        route.To, route.Escalate, route.Hold, route.IsNull, route.Continue, route.GroupBy,
        [.. route.Routes.Select(Of)]);

    private static async Task<WhereView> WhereAsync(
        ConsoleBackend backend, WhereRequest request, CancellationToken cancellation)
    {
        var loaded = await backend.Config.ReadAsync(cancellation);
        var config = loaded.Config ?? throw new UserException(loaded.Problem ?? "The configuration is not valid.");
        var signals = Inputs.ReadSignals(Encoding.UTF8.GetBytes(request.Event ?? ""), config);
        var records = await new DynamoOnCall(backend.Table).ListAsync(cancellation);
        var trace = await ExplainPreview.OfAsync(
            config, signals, backend.Time.GetUtcNow(), cancellation, records);
        var names = new Names(loaded, records);
        return new WhereView([.. trace.Alerts.Select(traced => new WhereAlert(
            Plain.Of(traced.Alert.Title, 300), traced.Alert.Severity.Name(),
            Plain.Of(traced.Alert.SeverityReason, 300),
            Plain.Of(string.Join(", ", traced.Alert.Labels.Where(label => label.Value.Length > 0)
                .Select(label => $"{label.Key}={label.Value}")), 2000),
            [.. traced.Decisions.Select(decision => new WhereDecision(decision.Action.Name(),
                names.Of(decision.Receiver), Plain.Of(decision.Route, 200), Plain.Of(decision.Reason.Text, 500),
                decision.Reason.Code.ToString(), decision.At))]))]);
    }
}
