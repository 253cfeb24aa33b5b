using System.Text;
using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>
/// What public tools send, with invented values: the event that fires, the one that ends it, and the end of something
/// else. No reader knows most of them, so they show what the field's names and words are read as.
/// </summary>
public sealed class PayloadTests
{
    private static readonly string Folder =
        Path.Combine(EventCorpus.Root, "test", "Alerting.Tests", "Sources", "Payloads");

    public static TheoryData<string> All =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(All))]
    public void An_event_that_fires_is_read(string name)
    {
        var (payload, expect) = Open(name);
        var signals = Read(payload["firing"]!);
        var signal = signals[0];

        signals.Count.ShouldBe(expect["count"]?.GetValue<int>() ?? 1);
        signal.Status.ShouldBe(AlertStatus.Firing);
        Each(expect, "title").ShouldAllBe(part => signal.Title.Contains(part), signal.Title);
        Each(expect, "titleLacks").ShouldAllBe(part => !signal.Title.Contains(part), signal.Title);
        if (expect["severity"] is { } severity)
            SeverityOf(signal).Severity.Name().ShouldBe(severity.GetValue<string>(), SeverityOf(signal).Reason);
        if (expect["since"] is { } since)
            Text(signal.StartsAt).ShouldBe(Text(DateTimeOffset.Parse(since.GetValue<string>(), null)));
        var links = string.Join(' ', signal.Links.Select(link => $"{link.Text} {link.Url}"));
        Each(expect, "link").ShouldAllBe(part => links.Contains(part), links);
        Each(expect, "linkLacks").ShouldAllBe(part => !links.Contains(part), links);
    }

    [Theory, MemberData(nameof(All))]
    public void Its_end_has_its_identity_and_the_end_of_something_else_has_not(string name)
    {
        var (payload, expect) = Open(name);
        var fires = Read(payload["firing"]!)[0];
        if (payload["end"] is { } end)
        {
            var ends = Read(end)[0];
            (ends.Status, ends.Identity).ShouldBe((AlertStatus.Resolved, fires.Identity), ends.Title);
            ends.EventKey.ShouldNotBe(fires.EventKey);
            fires.Recovers.ShouldBe(expect["recovers"]?.GetValue<bool>() ?? true);
            if (expect["ended"] is { } ended)
                Text(ends.EndsAt).ShouldBe(Text(DateTimeOffset.Parse(ended.GetValue<string>(), null)));
        }
        if (payload["other"] is { } other)
        {
            var elsewhere = Read(other)[0];
            elsewhere.Status.ShouldBe(AlertStatus.Resolved);
            elsewhere.Identity.ShouldNotBe(fires.Identity);
        }
    }

    private static (JsonObject Payload, JsonObject Expect) Open(string name)
    {
        var payload = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!.AsObject();
        return (payload, payload["expect"]!.AsObject());
    }

    /// <summary>A form and JSON by the webhook, a text with a subject by SNS.</summary>
    private static IReadOnlyList<Signal> Read(JsonNode body)
    {
        if (body["text"] is JsonValue text && body.AsObject().Count == 2 && body["subject"] is JsonValue subject)
        {
            return EventReader.Read(EventEnvelope.FromSns(text.GetValue<string>(), subject.GetValue<string>(),
                "arn:aws:sns:eu-west-1:123456789012:alerts", Fingerprint.Of(body.ToJsonString()), null,
                new Dictionary<string, string>()));
        }
        var form = body["form"]?.GetValue<string>();
        return EventReader.Read(Encoding.UTF8.GetBytes(new JsonObject
        {
            ["rawPath"] = "/events",
            ["headers"] = new JsonObject
            {
                ["content-type"] = form is null ? "application/json" : "application/x-www-form-urlencoded",
            },
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = Fingerprint.Of(body.ToJsonString()),
                ["http"] = new JsonObject { ["method"] = "POST", ["path"] = "/events" },
            },
            ["body"] = form ?? body.ToJsonString(),
        }.ToJsonString()));
    }

    private static SeverityClaim SeverityOf(Signal signal) => signal.Claims is [var own, ..] ? own : signal.Fallback!;

    private static string? Text(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fff", null);

    private static List<string> Each(JsonObject expect, string name) => expect[name] switch
    {
        JsonArray list => [.. list.Select(item => item!.GetValue<string>())],
        { } only => [only.GetValue<string>()],
        null => [],
    };
}
