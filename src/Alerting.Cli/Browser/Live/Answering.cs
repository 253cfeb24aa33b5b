using Alerting.Cli.Browser.Views;
using Alerting.Grouping;

namespace Alerting.Cli.Browser.Live;

/// <summary>
/// Sends answers to the mailboxes of their groups, as <c>alerting incidents</c> does, with the caller's ARN.
/// </summary>
internal sealed class Answering(ConsoleBackend backend)
{
    /// <summary>Longer, and nobody knows that it is snoozed.</summary>
    private const int MostMinutes = 30 * 24 * 60;

    private const int MostAtOnce = 100;

    public async Task<DoneView> SendAsync(AnswerRequest request, CancellationToken cancellation)
    {
        if (backend.Parts.Groups is null)
            throw new UserException("The groups queue is not named: start the console with --stack or --groups.");
        var incidents = request.Incidents ?? [];
        if (incidents.Count is 0 or > MostAtOnce)
            throw new UserException($"Answer 1 to {MostAtOnce} incidents at once.");
        if (request.Press is not { Length: > 0 and <= 60 } press)
            throw new UserException("The press has no id. Reload the page.");
        var by = backend.Caller.PersonIn((await backend.Config.ReadAsync(cancellation)).Config);
        var results = await Task.WhenAll(incidents.Select(each => SendAsync(request, each, press, by, cancellation)));
        return new DoneView(results is [var one] ? one : Summary(results));
    }

    private async Task<string> SendAsync(
        AnswerRequest request, AnsweredView seen, string press, string by, CancellationToken cancellation)
    {
        var found = await backend.Incidents.FindAsync(seen.Id ?? "", cancellation);
        var zone = Inputs.ZoneOf(backend.Time);
        if (found.IsOver)
            return $"{found.Name} is over. {found.Stand(zone, backend.Time.GetUtcNow())}";
        var answer = Answer(request, $"console|{found.Incident.Id}|{press}", found.Incident.Id, by) with
            { Via = "console", Caller = backend.Caller.Arn, Step = seen.Step, Seen = seen.Seen };
        var after = await backend.Incidents.AnswerAsync(found, answer, cancellation);
        return after is null ? $"The answer to {found.Name} is queued, but not applied yet."
            : after.IsChangedFrom(found) ? $"{found.Name}: {after.Stand(zone, backend.Time.GetUtcNow())}"
            : $"{found.Name}: that changed nothing. {after.Stand(zone, backend.Time.GetUtcNow())}";
    }

    private PersonAnswer Answer(AnswerRequest request, string id, string incident, string by)
    {
        var at = backend.Time.GetUtcNow();
        return request.Kind switch
        {
            "ack" => new Acknowledge { Id = id, IncidentId = incident, By = by, At = at },
            "unack" => new Unacknowledge { Id = id, IncidentId = incident, By = by, At = at },
            "snooze" when request.Minutes is > 0 and <= MostMinutes and var minutes => new Snooze
                { Id = id, IncidentId = incident, By = by, At = at, Until = at.AddMinutes(minutes) },
            "snooze" => throw new UserException("A snooze lasts 1 minute to 30 days."),
            "escalate" => new Escalate { Id = id, IncidentId = incident, By = by, At = at },
            "close" => new Close { Id = id, IncidentId = incident, By = by, At = at, Comment = Comment(request) },
            _ => throw new UserException("Unknown answer. Reload the page."),
        };
    }

    private static string? Comment(AnswerRequest request) =>
        request.Reason?.Trim() is { Length: > 0 } reason ? Text.TextCut.Line(reason, 500) : null;

    private static string Summary(string[] results)
    {
        var unchanged = results.Where(result => !result.StartsWith("Incident", StringComparison.Ordinal)
            || result.Contains("changed nothing", StringComparison.Ordinal)
            || result.Contains("is over", StringComparison.Ordinal)).ToArray();
        return unchanged.Length == 0 ? $"{results.Length} incidents answered."
            : $"{results.Length - unchanged.Length} of {results.Length} incidents answered. {unchanged[0]}";
    }
}
