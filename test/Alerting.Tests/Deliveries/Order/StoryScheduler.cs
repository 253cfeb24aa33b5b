namespace Alerting.Tests.Deliveries.Order;

/// <summary>
/// Runs what several processes do on one thread, in a random order that a seed repeats. A process that was killed does
/// nothing any more.
/// </summary>
internal sealed class StoryScheduler(Random random)
{
    private readonly List<(StoryProcess Process, SendOrPostCallback Callback, object? State)> _posted = [];

    public void Run(StoryProcess process, Func<Task> work)
    {
        process.Context ??= new Context(this, process);
        _posted.Add((process, _ => Watch(work()), null));
    }

    /// <summary>Until every process waits for something.</summary>
    public void Settle()
    {
        var before = SynchronizationContext.Current;
        try
        {
            while (_posted.Count > 0)
            {
                var at = random.Next(_posted.Count);
                var (process, callback, state) = _posted[at];
                _posted.RemoveAt(at);
                if (!process.IsAlive)
                    continue;
                SynchronizationContext.SetSynchronizationContext(process.Context);
                callback(state);
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private static async void Watch(Task work) => await work;

    private sealed class Context(StoryScheduler scheduler, StoryProcess process) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => scheduler._posted.Add((process, d, state));
    }
}

/// <summary>A process of the deliver function.</summary>
internal sealed class StoryProcess
{
    public SynchronizationContext? Context { get; set; }

    public bool IsAlive { get; set; } = true;
}
