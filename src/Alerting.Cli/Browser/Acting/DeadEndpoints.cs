using Alerting.Cli.Browser.Views;
using Alerting.Cli.Dead;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Alerting.Cli.Browser.Acting;

/// <summary>Dead letters: listed, shown, and sent again.</summary>
internal static class DeadEndpoints
{
    private const int MaxText = 20_000;

    public static void Map(WebApplication app, ConsoleBackend backend)
    {
        // Reading hides the messages for a moment, so one reader at a time sees them all.
        var turn = new SemaphoreSlim(1);
        app.MapGet("/api/dead", context => InTurnAsync(turn, context, async () => await ConsoleJson.WriteAsync(
            context, await ListAsync(backend, context.RequestAborted), ConsoleJson.Default.DeadView)));
        app.MapPost("/api/dead/redrive", context => InTurnAsync(turn, context, async () =>
        {
            var request = await ConsoleJson.ReadAsync(context, ConsoleJson.Default.RedriveRequest);
            await ConsoleJson.WriteAsync(context,
                await RedriveAsync(backend, request.Ids ?? [], context.RequestAborted), ConsoleJson.Default.DoneView);
        }));
    }

    private static async Task InTurnAsync(SemaphoreSlim turn, HttpContext context, Func<Task> work)
    {
        await turn.WaitAsync(context.RequestAborted);
        try
        {
            await work();
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task<DeadView> ListAsync(ConsoleBackend backend, CancellationToken cancellation)
    {
        if (backend.Parts.DeadLetters is not { } url)
            return new DeadView([], backend.Time.GetUtcNow());
        await using var queue = new DeadQueue(backend.Sqs, url);
        var letters = await queue.ReadAllAsync(cancellation);
        return new DeadView([.. letters.Select(Of)], backend.Time.GetUtcNow());
    }

    private static LetterView Of(DeadLetter letter) => new(letter.Id, letter.ShortId, letter.Kind,
        letter.Receiver is { } receiver ? Plain.Of(Configuration.RecipientName.Parse(receiver).Display, 200) : null,
        Plain.Of(letter.Title, 300), Plain.Of(letter.Reason, 500), letter.At, Plain.Of(letter.Text, MaxText),
        Plain.Of(letter.Body, MaxText));

    private static async Task<DoneView> RedriveAsync(
        ConsoleBackend backend, IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        if (backend.Parts.DeadLetters is not { } url || ids.Count == 0)
            throw new UserException("Choose the dead letters to send again.");
        await using var queue = new DeadQueue(backend.Sqs, url);
        var redriver = new Redriver(backend.Sqs, backend.Parts.Deliveries, backend.Parts.Groups,
            () => Task.FromResult<string?>(backend.Parts.Table), async () =>
            {
                var loaded = await backend.Config.ReadAsync(cancellation);
                return loaded.Config ?? throw new UserException(loaded.Problem ?? "The configuration is not valid.");
            }, backend.Time);
        var chosen = (await queue.ReadAllAsync(cancellation)).Where(letter => ids.Contains(letter.Id)).ToArray();
        var failures = new List<string>();
        foreach (var letter in chosen)
        {
            var (isDone, result) = await redriver.SendAsync(letter, cancellation);
            // Sent before it is removed: after a crash it exists twice, and the second is recognised as a duplicate.
            if (isDone)
                await queue.RemoveAsync(letter, cancellation);
            else
                failures.Add(result);
        }
        var missing = ids.Count - chosen.Length;
        return new DoneView($"{chosen.Length - failures.Count} of {ids.Count} redriven." +
            (failures.Count > 0 ? $" {failures[0]}" : "") +
            (missing > 0 ? $" {missing} not found: somebody else may be reading the queue." : ""));
    }
}
