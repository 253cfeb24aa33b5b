using System.Text;
using Alerting.Alerts;
using Alerting.Deliveries;
using Alerting.Notifications;
using Alerting.Redaction;
using Alerting.Text;
using Amazon.SQS;

namespace Alerting.Aws.Queues;

/// <summary>
/// Stores dead letters. The body is the original notification; the reason and its code are attributes, so a redrive can
/// move the message back to the deliveries queue unchanged.
/// </summary>
public sealed class SqsDeadLetters(IAmazonSQS sqs, string queueUrl) : IDeadLetters
{
    private const int MaxReason = 1000;

    private readonly SqsBatches _queue = new(sqs, queueUrl);

    public Task SendAsync(Notification notification, Reason reason, CancellationToken cancellation) =>
        SendAsync(MessageBody.Of(notification), reason, cancellation);

    /// <summary>For an unreadable message, whose body is stored unchanged.</summary>
    public Task SendAsync(string body, string reason, CancellationToken cancellation) =>
        SendAsync(Encoding.UTF8.GetBytes(body), new Reason(ReasonCode.Other, reason), cancellation);

    private Task SendAsync(byte[] body, Reason reason, CancellationToken cancellation) =>
        _queue.SendAsync([new OutgoingMessage(body, Reason: reason with { Text = Safe(reason.Text) })], cancellation);

    /// <summary>The error of an unreadable message may quote it.</summary>
    private static string Safe(string reason) => TextCut.To(Redactor.BuiltIn.Apply(reason), MaxReason);
}
