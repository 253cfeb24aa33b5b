using Alerting.Reliability.Aws.Queues;
using Microsoft.Extensions.Time.Testing;

namespace Alerting.Reliability.Tests;

public sealed class QueueTests
{
    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_group_of_a_fifo_queue_waits_while_one_of_its_messages_is_hidden()
    {
        var queue = Fifo();
        Send(queue, "first", "g");
        Send(queue, "other", "h");
        queue.Receive(1)[0].Message.Content.Body.ShouldBe("first");
        Send(queue, "second", "g");

        queue.Receive(10).Select(receipt => receipt.Message.Content.Body).ShouldBe(["other"]);
        _time.Advance(Visibility);
        queue.Receive(10).Select(receipt => receipt.Message.Content.Body).ShouldBe(["first", "second", "other"],
            ignoreOrder: true);
    }

    [Fact]
    public void A_fifo_queue_takes_the_same_message_once_in_five_minutes()
    {
        var queue = Fifo();
        Send(queue, "again", "g");
        Send(queue, "again", "g");
        queue.Count.ShouldBe(1);
        queue.Delete(queue.Receive(10)[0].Handle);

        Send(queue, "again", "g");
        queue.Count.ShouldBe(0);
        _time.Advance(TimeSpan.FromMinutes(5));
        Send(queue, "again", "g");
        queue.Count.ShouldBe(1);
    }

    [Fact]
    public void A_message_received_too_often_becomes_a_dead_letter()
    {
        var dead = Standard(null, isTwice: false);
        var queue = Standard(dead, isTwice: false);
        Send(queue, "poison", null);
        for (var i = 0; i < 3; i++)
        {
            queue.Receive(10).Count.ShouldBe(1);
            _time.Advance(Visibility);
        }

        queue.Receive(10).ShouldBeEmpty();
        dead.Snapshot().ShouldHaveSingleItem().Content.Body.ShouldBe("poison");
    }

    [Fact]
    public void A_standard_queue_may_hand_a_message_out_twice()
    {
        var queue = Standard(null, isTwice: true);
        Send(queue, "twice", null);
        var first = queue.Receive(10).ShouldHaveSingleItem();
        var second = queue.Receive(10).ShouldHaveSingleItem();

        second.Message.Id.ShouldBe(first.Message.Id);
        queue.Delete(first.Handle).ShouldBeTrue();
        queue.Delete(second.Handle).ShouldBeTrue();
        queue.Count.ShouldBe(0);
    }

    [Fact]
    public void A_receipt_is_no_longer_valid_after_the_next_receive()
    {
        var queue = Fifo();
        Send(queue, "slow", "g");
        var late = queue.Receive(1)[0];
        _time.Advance(Visibility);
        queue.Receive(1);

        queue.Delete(late.Handle).ShouldBeFalse();
        queue.ChangeVisibility(late.Handle, TimeSpan.Zero).ShouldBeFalse();
    }

    private FifoQueue Fifo() => new("groups.fifo", new QueueSettings(Visibility, IsFifo: true), null, _time);

    private StandardQueue Standard(Queue? dead, bool isTwice) =>
        new("deliveries", new QueueSettings(Visibility, MaxReceives: 3), dead, _time, new Random(1), () => isTwice);

    private static void Send(Queue queue, string body, string? group) =>
        queue.Send(new OutgoingMessage(body, group, group is null ? null : body, TimeSpan.Zero));
}
