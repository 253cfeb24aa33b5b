using System.Diagnostics;
using System.Text;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Payloads that are wrong, huge or made to mislead: each is an alert, and none ends another.</summary>
public sealed class HostilePayloadTests
{
    [Theory]
    [InlineData("""{"title":{"a":1},"status":{"b":2},"severity":[1,2],"id":{},"time":[],"url":{"x":"https://x"} }""")]
    [InlineData("""{"alert":{"alert":{"alert":{"alert":{"status":"resolved"} } } } }""")]
    [InlineData("""{"status":"","title":"  ","severity":null,"resolved_at":null,"ended_at":"","closed":false}""")]
    [InlineData("""{"status":"not resolved","title":"Disk"}""")]
    [InlineData("""{"status":"unresolved","title":"Disk"}""")]
    [InlineData("""{"status":"never recovered","title":"Disk"}""")]
    [InlineData("""{"title":"Disk","resolved_at":"0001-01-01 00:00:00 +0000 UTC"}""")]
    [InlineData("""{"title":"Disk","resolved_at":0}""")]
    [InlineData("""{"title":"Disk","previous_status":"ok","http_status":"ok","last_state":"up"}""")]
    [InlineData("""{"title":"Disk","severity":"high","service":{"status":"ok"},"app":{"state":"up"} }""")]
    [InlineData("""{"title":"Disk","severity":"high","deployment":{"status":"success"} }""")]
    [InlineData("""{"title":"Disk","severity":"high","labels":{"env":"ok"} }""")]
    [InlineData("""{"status":0,"error":"network"}""")]
    [InlineData("""{"type":"Normal","message":"Scheduled"}""")]
    [InlineData("""{"text":"Backup is set up","host":"db-1"}""")]
    [InlineData("""{"status":"recovery_failed","title":"Disk"}""")]
    [InlineData("""{"status":"OK -> CRITICAL","title":"Disk"}""")]
    [InlineData("""{"status":"PARTIALLY_SUCCEEDED","title":"Disk"}""")]
    [InlineData("""{"status":"completed with errors","title":"Disk"}""")]
    [InlineData("""{"status":"SucceededWithIssues","title":"Disk"}""")]
    [InlineData("""{"status":"incomplete","title":"Disk"}""")]
    [InlineData("""{"status":"failed to recover","title":"Disk"}""")]
    [InlineData("""{"status":"unable to resolve","title":"Disk"}""")]
    [InlineData("""{"status":"non-compliant","title":"Disk"}""")]
    [InlineData("""{"conclusion":"timed_out","title":"Disk"}""")]
    [InlineData("""{"conclusion":"cancelled","title":"Disk"}""")]
    [InlineData("""{"status":"Partial Outage","title":"Disk"}""")]
    public void Nothing_but_a_clear_end_resolves(string body)
    {
        var signal = Read(body).ShouldHaveSingleItem();

        signal.Status.ShouldBe(AlertStatus.Firing);
        signal.Title.ShouldNotBeNullOrWhiteSpace();
        (signal.Claims.Count > 0 || signal.Fallback is not null).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"STATUS":"Resolved","Title":"Disk"}""")]
    [InlineData("""{"Status":"✅ Up","title":"Disk"}""")]
    [InlineData("""{"status":"ok","status":"resolved","title":"Disk"}""")]
    [InlineData("""{"state":"no longer firing","title":"Disk"}""")]
    [InlineData("""{"state":"CRITICAL -> OK","title":"Disk"}""")]
    [InlineData("""{"title":"Disk","event_type":"incident.resolved"}""")]
    [InlineData("""{"title":"Disk","is_open":false}""")]
    [InlineData("""{"title":"Disk","status":"COMPLETE"}""")]
    [InlineData("""{"title":"Disk","ended_at":"2026-11-14T02:40:00Z"}""")]
    [InlineData("""{"title":"Disk","result":"PASS"}""")]
    [InlineData("""{"title":"Disk","operationStatus":"UPDATE_COMPLETED_SUCCESSFULLY"}""")]
    [InlineData("""{"title":"[Recovered on {pod:a}] Disk"}""")]
    [InlineData("""{"title":"Disk","resolved_at":"2026-11-14 02:40:00.123456789 +0000 UTC m=+0.1"}""")]
    [InlineData("""{"title":"Disk","severity":"clear"}""")]
    [InlineData("""{"title":"✅ [RESOLVED] Disk"}""")]
    [InlineData("""{"title":"[Recovered on {host:web-1}] Disk"}""")]
    public void A_clear_end_resolves_in_any_wording(string body)
    {
        var signal = Read(body).ShouldHaveSingleItem();

        signal.Status.ShouldBe(AlertStatus.Resolved);
        signal.Title.ShouldBe("Disk");
    }

    [Fact]
    public void Two_messages_without_a_title_are_two_alerts()
    {
        var one = Read("""{"foo":{"bar":1},"state":"firing"}""")[0];
        var two = Read("""{"foo":{"bar":2},"state":"resolved"}""")[0];

        two.Identity.ShouldNotBe(one.Identity);
        one.Title.ShouldBe("foo.bar: 1");
    }

    [Theory]
    [InlineData("severity", "1", Severity.Critical)]
    [InlineData("severity", "2", Severity.Error)]
    [InlineData("severity", "7.5", Severity.Error)]
    [InlineData("severity", "9", Severity.Critical)]
    [InlineData("severity", "95", Severity.Critical)]
    [InlineData("priority", "1", Severity.Critical)]
    [InlineData("priority", "\"2 - High\"", Severity.Error)]
    [InlineData("urgency", "3", Severity.Warning)]
    [InlineData("impact", "\"major\"", Severity.Error)]
    [InlineData("importance_level", "\"HIGH\"", Severity.Error)]
    [InlineData("alertSeverity", "\"Sev 1\"", Severity.Critical)]
    [InlineData("event_nseverity", "5", Severity.Critical)]
    [InlineData("severity_id", "4", Severity.Error)]
    [InlineData("severity_number", "17", Severity.Error)]
    [InlineData("risk_score", "73", Severity.Critical)]
    [InlineData("level", "50", Severity.Critical)]
    [InlineData("severity", "{\"score\":3,\"description\":\"High\"}", Severity.Error)]
    [InlineData("tags", "[\"env:prod\",\"severity:critical\"]", Severity.Critical)]
    [InlineData("color", "\"#ff0000\"", Severity.Error)]
    [InlineData("tags", "{\"severity\":\"critical\"}", Severity.Critical)]
    [InlineData("severity", "[\"critical\"]", Severity.Critical)]
    [InlineData("priority", "\"urgent\"", Severity.Critical)]
    [InlineData("priority", "{\"summary\":\"P1\"}", Severity.Critical)]
    [InlineData("cvss", "4", Severity.Warning)]
    [InlineData("cvss", "9.8", Severity.Critical)]
    [InlineData("severity_name\":\"Critical\",\"severity", "5", Severity.Critical)]
    [InlineData("facility\":3,\"severity", "7", Severity.Info)]
    [InlineData("facility\":3,\"severity", "2", Severity.Critical)]
    [InlineData("sensorid\":12,\"priority", "5", Severity.Critical)]
    [InlineData("itsi_group_id\":\"g\",\"severity", "6", Severity.Critical)]
    [InlineData("trigger_nseverity", "5", Severity.Critical)]
    [InlineData("event_definition_id\":\"e\",\"priority", "1", Severity.Info)]
    public void A_severity_has_the_scale_of_its_field(string name, string value, Severity severity) =>
        Read($$"""{"title":"Disk","{{name}}":{{value}} }""")[0].Claims.ShouldHaveSingleItem().Severity
            .ShouldBe(severity);

    [Fact]
    public void A_huge_object_is_read_in_no_time()
    {
        var fields = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"field_{i}\":\"value {i}\""));
        var items = string.Join(',',
            Enumerable.Range(0, 5_000).Select(i => $"{{\"name\":\"disk {i}\",\"x\":{{\"y\":{i}}} }}"));
        var same = string.Join(',', Enumerable.Repeat("\"status\":\"ok\"", 20_000));
        var lines = string.Join('\n', Enumerable.Repeat("Label: *value* <https://x|y> is down", 20_000));
        var watch = Stopwatch.StartNew();

        Read($$"""{"title":"Disk",{{fields}} }""").ShouldHaveSingleItem().Title.ShouldBe("Disk");
        Read($$"""{"alerts":[{{items}}]}""").Count.ShouldBe(1001);
        Read($$"""{"title":"Disk",{{same}} }""").ShouldHaveSingleItem();
        Read(lines).ShouldHaveSingleItem();

        // Some hundred milliseconds; quadratic work would take minutes.
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private static IReadOnlyList<Signal> Read(string body) => EventReader.Read(Encoding.UTF8.GetBytes(body));
}
