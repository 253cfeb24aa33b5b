using System.Text.Json;
using Alerting.Alerts;
using Alerting.Grouping;
using Alerting.Grouping.Storage;
using Alerting.Silencing;

namespace Alerting.Tests.Redaction;

/// <summary>The pipeline redacts an alert once: what is queued, stored, logged and shown has no secrets.</summary>
public class AlertRedactionTests
{
    private const string Secret = "hunter2";
    private const string Text = "password=" + Secret;

    [Fact]
    public void No_field_contains_a_secret()
    {
        var intake = Take("routes: [{ to: chat, group_by: [name, password, exception] }]", Everywhere());

        var written = TraceJson.WriteText(intake.Trace, []);
        var queued = string.Join('\n', intake.Envelopes.Select(Queued));

        written.ShouldContain("password=<redacted>");
        queued.ShouldContain("password=<redacted>");
        (written + queued).ShouldNotContain(Secret);
    }

    [Fact]
    public void An_alert_without_secrets_stays_the_same_object()
    {
        var alert = Some.Alert();

        Alerting.Redaction.AlertRedaction.BuiltIn.Of(alert).ShouldBeSameAs(alert);
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_original()
    {
        var signal = Everywhere();

        Take("routes: [{ to: chat }]", signal).Trace.Alerts.ShouldHaveSingleItem().Alert.Fingerprint
            .ShouldBe(Fingerprint.Of(signal.Identity));
    }

    [Fact]
    public void Two_events_that_differ_only_in_a_secret_are_two_events()
    {
        KeyOf("password=one").ShouldNotBe(KeyOf("password=two"));

        static string KeyOf(string original) => Take("routes: [{ to: chat }]",
            Some.Signal() with { EventKey = original }).Trace.Alerts[0].Alert.Signal.EventKey;
    }

    [Theory]
    [InlineData("name = \"password=hunter2\"")]
    [InlineData("name =~ \".*hunter2\"")]
    public void A_route_matches_what_the_source_sent(string matcher)
    {
        var intake = Take($"routes: [{{ match: ['{matcher}'], to: chat }}]", Some.Signal(Text));

        intake.Envelopes.Select(envelope => envelope.Message).ShouldContain(message => message is AlertArrived);
    }

    [Theory]
    [InlineData("name = \"password=hunter2\"")]
    [InlineData("name = \"password=<redacted>\"")]
    [InlineData("name =~ \"password=.*\"")]
    public void A_silence_matches_the_alert_written_either_way(string matcher)
    {
        var alert = Take("routes: [{ to: chat }]", Some.Signal(Text)).Trace.Alerts[0].Alert;
        var silence = Silence(matcher);

        silence.Covers(alert.Labels).ShouldBeTrue();
        // As an earlier version stored it.
        silence.Covers(new Dictionary<string, string> { ["name"] = Text }).ShouldBeTrue();
        string.Join("", silence.Matchers).ShouldNotContain(Secret);
    }

    [Fact]
    public void A_silence_shows_no_secret()
    {
        var silence = Silence("name =~ \"password=hunter2.*\"", comment: Text);

        (silence.Comment + string.Join("", silence.ShownMatchers)).ShouldNotContain(Secret);
        JsonSerializer.Serialize(silence, GroupJson.Compact.Silence).ShouldContain("\"comment\"");
    }

    [Fact]
    public void Two_secrets_that_read_the_same_do_not_inhibit_each_other()
    {
        var config = Some.Config("""
            receivers: { chat: { slack: "https://hooks.example.com/x" } }
            routes: [{ to: chat }]
            inhibit: [{ when: ['severity = "critical"'], mute: ['severity = "warning"'], equal: [url] }]
            """);
        var (critical, warning) = (Labelled("https://bob:one@db", Severity.Critical),
            Labelled("https://bob:two@db", Severity.Warning));
        var firing = new FiringAlert("g", "f", critical.Name, critical.Labels);

        Muting.Of(warning, config.Inhibit, new MuteContext([], [firing]), config.TimeZone, Some.Time).ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"m":"Authorization: Bearer abc0123456789\nAuthorization: Basic aHVudGVyMjpodW50ZXIy\nx","db":{"password":{"v":"hunter2"}},"l":""", "aHVudGVyMjpodW50ZXIy")]
    [InlineData("""{"a":"1","f":"api_key: 9f8e7d6c5b4ahunter2","x":""", "9f8e7d6c5b4ahunter2")]
    [InlineData("""{"dims":[{"name":"password","value":"hunter2"}],"n":{"secret":["hunter2"]}}""", "hunter2")]
    public void JSON_is_redacted_even_if_it_is_broken(string json, string secret) =>
        Alerting.Redaction.JsonRedaction.Of(json).ShouldNotContain(secret);

    private static Signal Everywhere() => Some.Signal(Text) with
    {
        Source = "log",
        Identity = "log|" + Text,
        EventKey = "event " + Text,
        Summary = Text,
        State = Text,
        PreviousState = Text,
        Description = Text,
        Account = Text,
        Region = Text,
        Service = Text,
        Claims = [new SeverityClaim(Severity.Error, Text)],
        Fallback = new SeverityClaim(Severity.Error, Text),
        Labels = new Dictionary<string, string> { ["exception"] = Text, ["password"] = Secret, [Text] = "name" },
        Facts = [new Fact("password", Secret), new Fact(Text, "name")],
        Measurement = new Measurement { Metric = Text },
        Links = [new Link(Text, "https://example.com/?password=" + Secret)],
        Problems = [Text],
        Samples = [Text],
    };

    private static Alert Labelled(string url, Severity severity) => Take("routes: [{ to: chat }]",
        Some.Signal("db " + url) with
        {
            Claims = [new SeverityClaim(severity, "test")],
            Labels = new Dictionary<string, string> { ["url"] = url },
        }).Trace.Alerts[0].Alert;

    private static Silence Silence(string matcher, string comment = "") =>
        new("s1", [matcher], Some.Time, Some.Time.AddHours(1), "ann", comment);

    private static Intake Take(string routes, Signal signal) =>
        new AlertPipeline(Some.Config("receivers: { chat: { slack: \"https://hooks.example.com/x\" } }\n" + routes))
            .Take([signal], Some.Time);

    private static string Queued(GroupEnvelope envelope) =>
        envelope.To.Key + JsonSerializer.Serialize(envelope.Message, GroupJson.Compact.GroupMessage);
}
