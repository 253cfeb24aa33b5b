namespace Alerting.Functions;

/// <summary>
/// Works on the parts of a batch at the same time, except for those that were handed out often: one of them may be what
/// kills this process. They begin one after the other, when the results of the rest are safe, so a message that always
/// kills the function takes no other with it.
/// </summary>
internal static class CautiousBatch
{
    private const int Often = 4;

    /// <summary>What takes longer goes on beside the next one.</summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromSeconds(1);

    /// <param name="random">From 0 to 1: another order each time.</param>
    public static async Task RunAsync(IReadOnlyList<BatchPart> parts, TimeProvider time, Func<double> random)
    {
        var last = parts.Count == 1 ? [] : parts.Where(part => part.Attempt >= Often).OrderBy(_ => random()).ToArray();
        var begun = parts.Except(last).ToList();
        begun.ForEach(part => part.Begin());
        foreach (var part in last)
        {
            var before = Task.WhenAll(begun.Select(each => each.Work));
            await Task.WhenAny(before, Task.Delay(HeadStart, time));
            await Task.WhenAll(begun.Where(each => each.Work.IsCompletedSuccessfully).Select(each => each.KeepAsync()));
            part.Begin();
            begun.Add(part);
        }
        await Task.WhenAll(begun.Select(each => each.Work));
    }
}

/// <summary>Messages that are worked on one after the other.</summary>
/// <param name="work">Never throws; returns those to retry.</param>
/// <param name="delete">Removes one from its queue.</param>
internal sealed class BatchPart(IReadOnlyList<QueuedMessage> messages,
    Func<Task<IReadOnlyList<QueuedMessage>>> work, Func<QueuedMessage, Task> delete)
{
    private bool _isKept;

    public int Attempt { get; } = messages.Max(message => message.Attempt);

    public Task<IReadOnlyList<QueuedMessage>> Work { get; private set; } =
        Task.FromException<IReadOnlyList<QueuedMessage>>(new InvalidOperationException("It has not begun."));

    /// <summary>All, if it is not finished.</summary>
    public IReadOnlyList<QueuedMessage> Retried => Work.IsCompletedSuccessfully ? Work.Result : messages;

    public void Begin() => Work = work();

    /// <summary>Otherwise the queue removes what is done after the whole batch.</summary>
    public async Task KeepAsync()
    {
        if (_isKept)
            return;
        _isKept = true;
        await Task.WhenAll(messages.Except(Work.Result).Select(delete));
    }
}
