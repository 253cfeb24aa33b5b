using System.Text;
using Alerting.Alerts;
using Alerting.Aws.Queues;
using Alerting.Grouping;

namespace Alerting.Aws.Tests.Specifications;

/// <summary>Valid JSON that is not a valid message must not be read as one.</summary>
public sealed class MessageBodyTests
{
    private const string To = """ "to":{"key":"k","routeId":"r"} """;

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"message":{"type":"wake"}}""")]
    [InlineData("""{"to":null,"message":{"type":"wake"}}""")]
    [InlineData("""{"to":{},"message":{"type":"wake"}}""")]
    [InlineData("""{"to":{"key":null,"routeId":"r"},"message":{"type":"wake"}}""")]
    [InlineData("""{"to":{"key":"k","routeId":null},"message":{"type":"wake"}}""")]
    [InlineData("{" + To + "}")]
    [InlineData("{" + To + ""","message":null}""")]
    [InlineData("{" + To + ""","message":{"type":"arrived"}}""")]
    [InlineData("{" + To + ""","message":{"type":"arrived","alert":null}}""")]
    [InlineData("{" + To + ""","message":{"type":"moved","to":[]}}""")]
    [InlineData("{" + To +
        ""","message":{"type":"digest","id":"1","receiver":"chat","interval":"hours","alerts":null}}""")]
    public void An_incomplete_group_message_is_not_read(string body) => MessageBody.ReadEnvelope(body).ShouldBeNull();

    [Theory]
    [InlineData("null")]
    [InlineData("""[{"type":"wake"}]""")]
    [InlineData("""[{"type":"arrived"}]""")]
    [InlineData("""[{"type":"batch","messages":[]}]""")]
    public void An_incomplete_batch_is_not_read(string messages) => MessageBody.ReadEnvelope(
        "{" + To + ""","message":{"type":"batch","version":2,"messages":""" + messages + "}}").ShouldBeNull();

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(400)]
    [InlineData(3000)]
    public void Many_alerts_fit_the_queue_and_keep_their_order(int count)
    {
        var alerts = Enumerable.Range(0, count).Select(i => Rich(i, isFiring: i % 2 == 0)).ToArray();
        var sent = AlertBatch.Combine([.. alerts.Select(alert =>
            new GroupEnvelope(new GroupAddress("k", "r"), new AlertArrived(alert)))]).ShouldHaveSingleItem();

        var bodies = MessageBody.Each(sent).ToArray();

        (bodies.Length > 1).ShouldBe(count > 400);
        bodies.ShouldAllBe(body => body.Length <= 260_000);
        var read = bodies.Select(body => MessageBody.ReadEnvelope(Encoding.UTF8.GetString(body))!)
            .SelectMany(envelope => envelope.Message.Parts).Cast<AlertArrived>().Select(arrived => arrived.Alert);
        read.Select(alert => (alert.Fingerprint, alert.Status)).ShouldBe(
            alerts.OrderBy(alert => !alert.IsFiring).Select(alert => (alert.Fingerprint, alert.Status)));
    }

    [Fact]
    public void An_earlier_version_leaves_a_batch_to_a_newer_one()
    {
        var body = Encoding.UTF8.GetString(MessageBody.Of(new GroupEnvelope(new GroupAddress("k", "r"),
            AlertBatch.Of([new AlertArrived(Rich(1)), new AlertArrived(Rich(2))]))));

        body.ShouldContain("\"version\":2");
        Encoding.UTF8.GetString(MessageBody.Of(new GroupEnvelope(new GroupAddress("k", "r"), new AlertArrived(Rich(1)))))
            .ShouldContain("\"version\":1");
    }

    private static Alert Rich(int number, bool isFiring = true) => new()
    {
        Signal = new Signal
        {
            Source = "alertmanager", Name = "NodeDown", Title = "NodeDown", Identity = $"n{number}",
            Status = isFiring ? AlertStatus.Firing : AlertStatus.Resolved, EventKey = $"n{number}|1",
            Summary = new string('s', 500), Description = new string('d', 3000), Samples = [new string('x', 2000)],
        },
        Severity = Severity.Error, SeverityReason = "a test", Fingerprint = $"{number:x16}",
        Labels = new Dictionary<string, string> { ["severity"] = "error", ["instance"] = $"n{number}" },
    };

    [Fact]
    public void A_complete_group_message_is_read() =>
        MessageBody.ReadEnvelope("{" + To + ""","message":{"type":"wake"}}""")!.To.ShouldBe(new GroupAddress("k", "r"));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"chat\"")]
    [InlineData("\"chat\"", "null")]
    public void An_incomplete_notification_is_not_read(string receiver, string alerts = "[]") =>
        MessageBody.ReadNotification($$"""
        {"id":"n1","receiver":{{receiver}},"route":"all","groupKey":"k","kind":"Firing","reason":"r","at":"2026-11-14T03:00:00Z","alerts":{{alerts}}}
        """).ShouldBeNull();

    [Theory]
    [InlineData("€")]
    [InlineData("😀")]
    [InlineData("\u0001")]
    [InlineData("\"")]
    public void An_alert_with_huge_labels_fits_the_queue_and_keeps_its_identity(string letter)
    {
        var long1 = string.Concat(Enumerable.Repeat(letter, 1000 / letter.Length));
        var labels = Enumerable.Range(0, 100).ToDictionary(i => $"label{i}", _ => long1);
        var signal = new Signal
        {
            Source = "alertmanager", Name = "disk", Title = "a" + string.Concat(Enumerable.Repeat(letter, 40_000)),
            Status = AlertStatus.Firing,
            Identity = "disk", EventKey = "disk|1", Labels = labels,
            Description = string.Concat(Enumerable.Repeat(letter, 40_000)),
        };
        var alert = new Alert
        {
            Signal = signal, Severity = Severity.Critical, SeverityReason = "a test", Fingerprint = "f1",
            Labels = new Dictionary<string, string>(labels) { ["severity"] = "critical" },
        };

        var body = MessageBody.Of(new GroupEnvelope(new GroupAddress("k", "r"), new AlertArrived(alert)));

        body.Length.ShouldBeLessThanOrEqualTo(256 * 1024);
        var text = Encoding.UTF8.GetString(body);
        text.ShouldNotContain('\uFFFD');
        var read = ((AlertArrived)MessageBody.ReadEnvelope(text)!.Message).Alert;
        (read.Severity, read.Fingerprint, read.Name, read.Labels["severity"]).ShouldBe(
            (Severity.Critical, "f1", "disk", "critical"));
    }
}
