using System.Text;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Aws.State;
using Alerting.Checks;
using Alerting.Configuration;
using Alerting.Functions.Metrics;
using Amazon.Lambda.Core;

namespace Alerting.Functions.Checks;

/// <summary>Runs every minute and requests the URLs that are due, side by side.</summary>
internal sealed class CheckFunction
{
    /// <summary>More at once would share the processor's time, and so measure it.</summary>
    private const int MaxAtOnce = 50;

    /// <summary>To save and send the results.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(5);

    private readonly AlertingServices _services;
    private readonly DynamoChecks _store;
    private readonly CheckClient _client;

    public CheckFunction(AlertingServices services)
    {
        _services = services;
        _store = services.RequireBackend().Checks;
        _client = services.CreateCheckClient();
    }

    public async Task<Stream> HandleAsync(Stream input, ILambdaContext context)
    {
        using var limit = TimeLimit.Of(context);
        var config = (await _services.RuntimeAsync(limit.Token)).Config;
        var known = await _store.ListAsync(limit.Token);
        var scheduled = await ScheduledAsync(input, limit.Token);
        var due = config.Checks.Where(check => CheckSchedule.IsDue(check, scheduled)).ToArray();
        var steps = new List<CheckStep>(await RunAsync(due, known, context, limit.Token));
        var removed = known.Keys.Except(config.Checks.Select(check => check.Name));
        steps.AddRange(removed.Select(name => CheckRules.Removed(name, known[name], _services.Time.GetUtcNow())));
        await SendAsync(steps, known, context, limit.Token);
        return new MemoryStream(Encoding.UTF8.GetBytes($$"""{"checked":{{due.Length}}}"""), writable: false);
    }

    private async Task<IEnumerable<CheckStep>> RunAsync(IReadOnlyList<Check> due,
        IReadOnlyDictionary<string, CheckState> known, ILambdaContext context, CancellationToken cancellation)
    {
        using var places = new SemaphoreSlim(MaxAtOnce);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (context.RemainingTime > Reserve)
            limit.CancelAfter(context.RemainingTime - Reserve);
        var steps = await Task.WhenAll(due.Select(async check =>
        {
            if (await TryRunAsync(check, places, limit.Token) is not { } result)
            {
                context.Logger.LogWarning("Check {check} was not run: too many checks are slow.", check.Name);
                return null;
            }
            var step = CheckRules.Next(
                check, known.GetValueOrDefault(check.Name), result, _services.Time.GetUtcNow());
            Record(check, result, step, context.Logger);
            return step;
        }));
        return steps.OfType<CheckStep>();
    }

    /// <summary>Null when the time of the function is over before that of the check.</summary>
    private async Task<CheckResult?> TryRunAsync(Check check, SemaphoreSlim places, CancellationToken cancellation)
    {
        var hasPlace = false;
        try
        {
            await places.WaitAsync(cancellation);
            hasPlace = true;
            return await _client.RunAsync(check, cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            if (hasPlace)
                places.Release();
        }
    }

    /// <summary>A check that passes as before is worth a metric, but no line at level INFO.</summary>
    private void Record(Check check, CheckResult result, CheckStep step, ILambdaLogger log)
    {
        log.Log(step.Reason.Code == ReasonCode.CheckPassed ? LogLevel.Debug : LogLevel.Information,
            "Check {check}: {reason} ({status}, {milliseconds} ms) [{code}]", check.Name, step.Reason.Text,
            result.Status, Math.Round(result.Latency.TotalMilliseconds), step.Reason.Code.ToString());
        _services.Metrics.Count(check, result);
    }

    /// <summary>Saved before it is sent and after: a crash between the two sends it again.</summary>
    private async Task SendAsync(IReadOnlyList<CheckStep> steps, IReadOnlyDictionary<string, CheckState> known,
        ILambdaContext context, CancellationToken cancellation)
    {
        await Task.WhenAll(steps.Where(step => step.Before is not null)
            .Select(step => _store.SaveAsync(step.Name, step.Before!, cancellation)));
        if (steps.SelectMany(step => step.Signals).ToArray() is { Length: > 0 } signals)
            await _services.Intake.TakeAsync(signals, context);
        await Task.WhenAll(steps.Select(step => step.After is not { } after
            ? _store.DeleteAsync(step.Name, cancellation)
            : step.Before is null && (known.GetValueOrDefault(step.Name) ?? CheckState.New) == after
                ? Task.CompletedTask
                : _store.SaveAsync(step.Name, after, cancellation)));
    }

    /// <summary>
    /// The time for which the schedule invoked, <c>{"time":"2026-11-14T02:40:00Z"}</c>: invocations come late by seconds,
    /// and a check every other minute must not be left out for that.
    /// </summary>
    private async Task<DateTimeOffset> ScheduledAsync(Stream input, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await input.CopyToAsync(body, cancellation);
        try
        {
            using var json = JsonDocument.Parse(body.ToArray());
            if (json.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("time", out var text) && text.ValueKind == JsonValueKind.String
                && text.TryGetDateTimeOffset(out var time))
            {
                return time;
            }
        }
        catch (JsonException)
        {
            // Invoked by hand.
        }
        return _services.Time.GetUtcNow();
    }
}
