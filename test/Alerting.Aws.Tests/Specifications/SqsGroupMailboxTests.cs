using Alerting.Alerts;
using Alerting.Aws.Queues;
using Alerting.Aws.Tests.Deployment;
using Alerting.Grouping;
using Alerting.Notifications;
using Amazon.SQS.Model;
using Microsoft.Extensions.Time.Testing;
using Message = Amazon.SQS.Model.Message;

namespace Alerting.Aws.Tests.Specifications;

public sealed class SqsGroupMailboxTests(MotoServer moto)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 14, 3, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Messages_of_a_group_arrive_in_order_without_duplicates()
    {
        using var resources = new Resources(moto.Uri);
        var queue = await resources.CreateQueueAsync("groups", isFifo: true);
        var mailbox = new SqsGroupMailbox(resources.Sqs, queue, _time);
        GroupEnvelope[] envelopes = [.. Enumerable.Range(0, 12).Select(i => Envelope($"alert {i:00}"))];

        await mailbox.SendAsync(envelopes, Cancellation);
        await mailbox.SendAsync(envelopes, Cancellation);

        var names = new List<string>();
        while (await ReceiveAsync(resources, queue) is { Count: > 0 } messages)
        {
            names.AddRange(
                messages.Select(message => ((AlertArrived)MessageBody.ReadEnvelope(message.Body)!.Message).Alert.Name));
        }
        names.ShouldBe(envelopes.Select(envelope => ((AlertArrived)envelope.Message).Alert.Name));
    }

    [Fact]
    public async Task In_a_storm_each_groups_messages_arrive_in_order()
    {
        using var resources = new Resources(moto.Uri);
        var queue = await resources.CreateQueueAsync("groups", isFifo: true);
        var mailbox = new SqsGroupMailbox(resources.Sqs, queue, _time);
        GroupEnvelope[] envelopes = [.. Enumerable.Range(0, 60).Select(i =>
            Envelope($"alert {i:00}") with { To = new GroupAddress($"g{i % 7}", "r") })];

        await mailbox.SendAsync(envelopes, Cancellation);

        var names = new List<string>();
        while (await ReceiveAsync(resources, queue) is { Count: > 0 } messages)
        {
            names.AddRange(
                messages.Select(message => ((AlertArrived)MessageBody.ReadEnvelope(message.Body)!.Message).Alert.Name));
        }
        names.Count.ShouldBe(60);
        foreach (var group in names.GroupBy(name => int.Parse(name[^2..], null) % 7))
            group.ShouldBe(group.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_group_can_be_woken_every_minute()
    {
        using var resources = new Resources(moto.Uri);
        var queue = await resources.CreateQueueAsync("groups", isFifo: true);
        var mailbox = new SqsGroupMailbox(resources.Sqs, queue, _time);
        GroupEnvelope[] wake = [new(new GroupAddress("g", "r"), new Wake())];

        await mailbox.SendAsync(wake, Cancellation);
        await mailbox.SendAsync(wake, Cancellation);
        (await ReceiveAsync(resources, queue)).Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(1));
        await mailbox.SendAsync(wake, Cancellation);
        (await ReceiveAsync(resources, queue)).Count.ShouldBe(1);
    }

    [Fact]
    public void A_message_that_is_too_long_loses_its_samples_first()
    {
        var body = MessageBody.Of(Envelope("disk", sample: new string('x', 300_000)));

        body.Length.ShouldBeLessThan(SqsLimit);
        var alert = ((AlertArrived)MessageBody.ReadEnvelope(System.Text.Encoding.UTF8.GetString(body))!.Message).Alert;
        alert.Signal.Samples.ShouldBeEmpty();
        alert.Signal.Summary.ShouldBe("a summary");
    }

    [Fact]
    public void A_message_that_is_still_too_long_counts_some_alerts_instead()
    {
        var alert = Alert("disk", "sample") with
            { Labels = new Dictionary<string, string> { ["text"] = new('y', 50_000) } };
        var body = MessageBody.Of(new Notification
        {
            Id = "1",
            Receiver = "chat",
            Route = "all",
            GroupKey = "g",
            Kind = NotificationKind.Firing,
            Reason = "firing",
            At = _time.GetUtcNow(),
            Alerts = [.. Enumerable.Repeat(alert, 25)],
        });

        body.Length.ShouldBeLessThan(SqsLimit);
        var read = MessageBody.ReadNotification(System.Text.Encoding.UTF8.GetString(body))!;
        (read.Alerts.Count + read.More).ShouldBe(25);
        read.Alerts.Count.ShouldBeGreaterThan(1);
    }

    private const int SqsLimit = 262_144;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static GroupEnvelope Envelope(string name, string? sample = null) =>
        new(new GroupAddress("g", "r"), new AlertArrived(Alert(name, sample)));

    private static Alert Alert(string name, string? sample) => new()
    {
        Signal = new Signal
        {
            Source = "generic",
            Name = name,
            Title = name,
            Identity = name,
            EventKey = name,
            Summary = "a summary",
            Samples = sample is null ? [] : [sample],
        },
        Severity = Severity.Error,
        SeverityReason = "test",
        Fingerprint = Fingerprint.Of(name),
        Labels = new Dictionary<string, string> { ["name"] = name },
    };

    private static async Task<List<Message>> ReceiveAsync(Resources resources, string queue)
    {
        var received = await resources.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = queue, MaxNumberOfMessages = 10 }, Cancellation);
        foreach (var message in received.Messages ?? [])
            await resources.Sqs.DeleteMessageAsync(queue, message.ReceiptHandle, Cancellation);
        return received.Messages ?? [];
    }
}
