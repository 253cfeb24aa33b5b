using Alerting.Functions;
using Alerting.Reliability.Aws.Queues;
using Amazon.Lambda.SQSEvents;
using Microsoft.Extensions.Time.Testing;
using QueuedMessage = Alerting.Functions.QueuedMessage;

namespace Alerting.Reliability.Tests;

/// <summary>
/// A message that kills the function becomes a dead letter after the receives that template.yaml states, and takes no
/// other with it.
/// </summary>
public sealed class PoisonTests
{
    private const string Poison = "poison";

    private readonly FakeTimeProvider _time = new();
    private readonly Random _random = new(1);
    private readonly List<string> _done = [];
    private readonly Queue _dead;
    private int _crashes;

    public PoisonTests() =>
        _dead = new StandardQueue("undelivered", new QueueSettings(TimeSpan.FromSeconds(30)), null, _time, _random,
            () => false);

    [Theory]
    [InlineData("PagesQueue")]
    [InlineData("DeliveriesQueue")]
    public async Task The_others_of_its_batch_are_done_within_a_few_crashes(string resource)
    {
        var template = TemplateSettings.Read();
        var settings = new QueueSettings(template.VisibilityOf(resource), template.MaxReceivesOf(resource));
        var queue = new StandardQueue("queue", settings, _dead, _time, _random, () => false);
        string[] others = [.. Enumerable.Range(0, 9).Select(i => $"page {i}")];
        foreach (var body in others.Prepend(Poison))
            queue.Send(new OutgoingMessage(body, null, null, TimeSpan.Zero));

        while (_done.Count < others.Length)
            await PollAsync(queue);
        _crashes.ShouldBeLessThan(15);
        while (queue.Count > 0)
            await PollAsync(queue);

        _done.ShouldBe(others, ignoreOrder: true);
        _dead.Snapshot().ShouldHaveSingleItem().Content.Body.ShouldBe(Poison);
        _crashes.ShouldBe(settings.MaxReceives);
        settings.MaxReceives.ShouldBe(50);
    }

    /// <summary>What is behind it in its group is handed out with it each time, so both are kept for a redrive.</summary>
    [Fact]
    public async Task Other_groups_go_on_beside_it_and_its_own_after_it()
    {
        var template = TemplateSettings.Read();
        var settings = new QueueSettings(
            template.VisibilityOf("GroupsQueue"), template.MaxReceivesOf("GroupsQueue"), IsFifo: true);
        var dead = new FifoQueue("undelivered-groups.fifo", settings with { MaxReceives = int.MaxValue }, null, _time);
        var queue = new FifoQueue("groups.fifo", settings, dead, _time);
        foreach (var (body, group) in ((string, string)[])[(Poison, "a"), ("behind it", "a"), ("beside it", "b")])
            queue.Send(new OutgoingMessage(body, group, body, TimeSpan.Zero));

        while (_done.Count == 0)
            await PollAsync(queue);
        _done.ShouldBe(["beside it"]);
        _crashes.ShouldBeLessThan(15);
        while (queue.Count > 0)
            await PollAsync(queue);
        dead.Snapshot().Select(message => message.Content.Body).ShouldBe([Poison, "behind it"]);
        _crashes.ShouldBe(settings.MaxReceives);

        queue.Send(new OutgoingMessage("after it", "a", "after it", TimeSpan.Zero));
        await PollAsync(queue);
        _done.ShouldBe(["beside it", "after it"]);
    }

    /// <summary>One batch, as Lambda does it: after a crash nothing is deleted, and all of it is hidden for a while.</summary>
    private async Task PollAsync(Queue queue)
    {
        var batch = queue.Receive(10);
        var died = new TaskCompletionSource();
        var isAlive = true;
        BatchPart[] parts = [.. batch.GroupBy(receipt => receipt.Message.Content.Group ?? receipt.Message.Id)
            .Select(group => new BatchPart([.. group.Select(Message)], () => WorkAsync([.. group]), Delete))];
        var all = CautiousBatch.RunAsync(parts, _time, _random.NextDouble);
        if (await Task.WhenAny(all, died.Task) == all)
        {
            foreach (var receipt in batch)
                queue.Delete(receipt.Handle);
        }
        else
        {
            _crashes++;
        }
        _time.Advance(queue.Settings.Visibility);

        Task Delete(QueuedMessage message)
        {
            queue.Delete(message.ReceiptHandle);
            return Task.CompletedTask;
        }

        async Task<IReadOnlyList<QueuedMessage>> WorkAsync(IReadOnlyList<Receipt> group)
        {
            foreach (var body in group.Select(receipt => receipt.Message.Content.Body))
            {
                if (body == Poison)
                    (isAlive, _) = (false, died.TrySetResult());
                if (!isAlive)
                    await Task.Delay(Timeout.InfiniteTimeSpan, _time);
                // The claim, or the group's state, knows what was done before a crash.
                if (!_done.Contains(body))
                    _done.Add(body);
            }
            return [];
        }
    }

    private static QueuedMessage Message(Receipt receipt) => new(new SQSEvent.SQSMessage
    {
        MessageId = receipt.Message.Id,
        ReceiptHandle = receipt.Handle,
        Attributes = new() { ["ApproximateReceiveCount"] = receipt.Receives.ToString(null, null) },
    });
}
