using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Which messages of unknown tools are about one alert, and which of them end it.</summary>
public sealed class GenericIdentityTests
{
    [Theory]
    [InlineData("""{"issue_id":42,"title":"A","status":"firing"}""", """{"incident_id":42,"title":"B","status":"firing"}""")]
    [InlineData("""{"incident_id":"N/A","title":"A","status":"firing"}""", """{"incident_id":"N/A","title":"B","status":"ok"}""")]
    [InlineData("""{"incident_id":0,"title":"A","status":"firing"}""", """{"incident_id":0,"title":"B","status":"ok"}""")]
    [InlineData("""{"id":"undefined","title":"A","status":"firing"}""", """{"id":"undefined","title":"B","status":"ok"}""")]
    [InlineData("""{"alert":{"id":"null","name":"A","status":"firing"} }""", """{"alert":{"id":"null","name":"B","status":"ok"} }""")]
    [InlineData("""{"name":"Latency","ruleId":"r","groupBy":{"service":"api"},"state":"firing"}""", """{"name":"Latency","ruleId":"r","groupBy":{"service":"web"},"state":"ok"}""")]
    [InlineData("""{"data":{"id":"a","attributes":{"title":"DB down","status":"open"} } }""", """{"data":{"id":"b","attributes":{"title":"DB down","status":"closed"} } }""")]
    [InlineData("""{"project_id":5,"title":"A","severity":"high"}""", """{"project_id":5,"title":"B","severity":"high"}""")]
    [InlineData("""{"host":{"id":5,"name":"db"},"title":"CPU","status":"firing"}""", """{"host":{"id":5,"name":"db"},"title":"Disk","status":"ok"}""")]
    [InlineData("""{"issue_id":42,"title":"A","status":"firing"}""", """{"id":42,"title":"B","status":"firing"}""")]
    [InlineData("""{"alert_id":7,"title":"A","status":"firing"}""", """{"ticket_id":7,"title":"B","status":"firing"}""")]
    [InlineData("""{"title":"A","alert_id":"$ALERT_ID","status":"firing"}""", """{"title":"B","alert_id":"$ALERT_ID","status":"firing"}""")]
    [InlineData("""{"title":"A","id":"{{id}}","status":"firing"}""", """{"title":"B","id":"{{id}}","status":"firing"}""")]
    [InlineData("""{"title":"A","dedup_key":"{EVENT.ID}","status":"firing"}""", """{"title":"B","dedup_key":"{EVENT.ID}","status":"firing"}""")]
    [InlineData("""{"title":"A","incident_id":"*UNKNOWN*","status":"firing"}""", """{"title":"B","incident_id":"*UNKNOWN*","status":"firing"}""")]
    [InlineData("""{"monitor":{"id":1,"name":"CPU"},"scope":"host:a","status":"Triggered"}""", """{"monitor":{"id":1,"name":"CPU"},"scope":"host:b","status":"Triggered"}""")]
    [InlineData("""{"type":"Warning","message":"Back-off","involvedObject":{"kind":"Pod","name":"shop-1"} }""", """{"type":"Warning","message":"Back-off","involvedObject":{"kind":"Pod","name":"pay-2"} }""")]
    [InlineData("""{"type":"Warning","note":"Back-off","reason":"BackOff","regarding":{"kind":"Pod","name":"a"} }""", """{"type":"Warning","note":"Back-off","reason":"BackOff","regarding":{"kind":"Pod","name":"b"} }""")]
    [InlineData("""{"name":"Health","policy_id":"p","data":{"pool_id":"1","new_health":"Unhealthy"} }""", """{"name":"Health","policy_id":"p","data":{"pool_id":"2","new_health":"Unhealthy"} }""")]
    [InlineData("""{"rule":"Shell","priority":"Notice","output_fields":{"k8s.pod.name":"a"} }""", """{"rule":"Shell","priority":"Notice","output_fields":{"k8s.pod.name":"b"} }""")]
    [InlineData("""{"name":"shop","build":{"number":1,"status":"FAILURE"} }""", """{"name":"shop","status":"down"}""")]
    [InlineData("""{"service":"orders","healthy":false,"message":"failed"}""", """{"service":"search","healthy":false,"message":"failed"}""")]
    [InlineData("""{"endpoint":"shop","alert":"TRIGGERED","description":"failed"}""", """{"endpoint":"pay","alert":"TRIGGERED","description":"failed"}""")]
    public void Two_things_are_two_alerts(string one, string other)
    {
        Read(one).Identity.ShouldNotBe(Read(other).Identity);
        Read(other).EarlierIdentities.ShouldNotContain(Read(one).Identity);
    }

    [Theory]
    [InlineData("""{"app":"shop","namespace":"argocd","healthStatus":"Degraded","message":"shop is not well"}""",
        """{"app":"shop","namespace":"argocd","healthStatus":"Healthy","message":"shop is fine again"}""")]
    [InlineData("""{"message":"web-1 needs attention","alert":"disk_usage","chart":"/","severity":"critical","host":"web-1"}""",
        """{"message":"web-1 recovered","alert":"disk_usage","chart":"/","severity":"clear","host":"web-1"}""")]
    [InlineData("""{"message":{"text":"Build 1 failed"},"resource":{"id":2,"buildNumber":"1","result":"failed","definition":{"id":2,"name":"CI"} } }""",
        """{"message":{"text":"Build 2 succeeded"},"resource":{"id":3,"buildNumber":"2","result":"succeeded","definition":{"id":2,"name":"CI"} } }""")]
    [InlineData("""{"service":"orders","healthy":false,"message":"check failed"}""", """{"service":"orders","healthy":true,"message":"check passed"}""")]
    [InlineData("""{"job":"backup","exit_code":3,"stderr":"disk full"}""", """{"job":"backup","exit_code":0}""")]
    [InlineData("""{"success":false,"job":"backup","error":"disk full"}""", """{"success":true,"job":"backup"}""")]
    [InlineData("""{"endpoint":"shop","alert":"TRIGGERED","description":"failed"}""", """{"endpoint":"shop","alert":"RESOLVED","description":"failed"}""")]
    [InlineData("""{"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"shop"},"status":{"health":{"status":"Degraded"} } }""",
        """{"apiVersion":"argoproj.io/v1alpha1","kind":"Application","metadata":{"name":"shop"},"status":{"health":{"status":"Healthy"} } }""")]
    [InlineData("""{"title":"Down: Shop"}""", """{"title":"Up: Shop"}""")]
    [InlineData("""{"text":"Monitor is DOWN: Shop ( https://shop.example.com ) - Reason: Timeout"}""",
        """{"text":"Monitor is UP: Shop ( https://shop.example.com ). It was down for 3 minutes."}""")]
    [InlineData("""{"title":"Uptime Kuma - Shop","body":"[Shop] [🔴 Down] timeout"}""", """{"title":"Uptime Kuma - Shop","body":"[Shop] [✅ Up] 200"}""")]
    [InlineData("Problem: High CPU on db-1", "Resolved in 1h 5m: High CPU on db-1")]
    [InlineData("Alert triggered: Disk", "Alert Closed: Disk")]
    [InlineData("Incident opened: Disk", "Incident resolved: Disk")]
    [InlineData("[FIRING] Disk", "Alert resolved - Disk")]
    [InlineData("[FIRING] Disk", "(Resolved) Disk")]
    [InlineData("Disk - FIRING", "Disk - RESOLVED")]
    [InlineData("Disk [FIRING]", "Disk [RESOLVED]")]
    [InlineData("Disk is DOWN", "Disk is back to normal")]
    public void An_end_is_that_of_its_alert(string fires, string ends)
    {
        var (firing, resolved) = (Read(fires), Read(ends));

        (firing.Status, resolved.Status).ShouldBe((AlertStatus.Firing, AlertStatus.Resolved));
        resolved.Identity.ShouldBe(firing.Identity);
    }

    [Theory]
    [InlineData("""{"title":"A","incident_id":42,"status":"firing"}""", "|42")]
    [InlineData("""{"title":"A","issue_id":42,"status":"firing"}""", "|A")]
    public void An_alert_keeps_the_identity_of_version_1(string body, string earlier) =>
        Read(body).EarlierIdentities.ShouldHaveSingleItem().ShouldEndWith(earlier);

    /// <summary>Version 1 read a text for Slack with its marks, and events of AWS without a source by their fields.</summary>
    [Theory]
    [InlineData("""{"text":"RESOLVED: <https://x.io/1|db-1 is down>"}""", "generic|/events|<https://x.io/1|db-1 is down>")]
    [InlineData("""{"status":"CLOSED","title":"CVE-2026-1 - lodash","severity":"CRITICAL","findingArn":"arn:aws:inspector2:eu-west-1:123456789012:finding/f1","awsAccountId":"123456789012","type":"PACKAGE_VULNERABILITY"}""",
        "generic|/events|CVE-2026-1 - lodash")]
    [InlineData("""{"source":"aws.partner/opsgenie.com/x","detail-type":"Opsgenie","account":"123456789012","region":"eu-west-1","detail":{"action":"Close","integrationId":"i","alert":{"alertId":"a","alias":"orders","message":"Orders"} } }""",
        "eventbridge|123456789012|eu-west-1|aws.partner/opsgenie.com/x|Opsgenie|orders")]
    public void An_end_names_what_version_1_called_its_alert(string body, string earlier)
    {
        var end = Read(body);

        end.Status.ShouldBe(AlertStatus.Resolved);
        end.EarlierIdentities.ShouldContain(earlier);
    }

    [Theory]
    [InlineData("""{"title":"Disk","incident_id":"7","severity":"critical","status":"triggered"}""", """{"title":"Disk","incident_id":"7","status":"acknowledged"}""")]
    [InlineData("""{"subject":"Problem: CPU on db-1","message":"x"}""", """{"subject":"Updated problem in 2m 5s: CPU on db-1","message":"y"}""")]
    [InlineData("""{"title":"[Alerting] CPU","ruleId":1,"state":"alerting"}""", """{"title":"[Paused] CPU","ruleId":1,"state":"paused"}""")]
    [InlineData("""{"title":"Disk","incident_id":"7","status":"open"}""", """{"title":"Disk","incident_id":"7","action":"assigned","status":"open"}""")]
    [InlineData("""{"entity_id":"disk/db-1","message_type":"CRITICAL"}""", """{"entity_id":"disk/db-1","message_type":"ACKNOWLEDGEMENT"}""")]
    [InlineData("""{"notification_type":"PROBLEM","host":"web-1","service":"CPU","state":"CRITICAL"}""", """{"notification_type":"DOWNTIMESTART","host":"web-1","service":"CPU","state":"CRITICAL"}""")]
    [InlineData("** PROBLEM Service Alert: web-1/Disk is CRITICAL **", "** ACKNOWLEDGEMENT Service Alert: web-1/Disk is CRITICAL **")]
    [InlineData("** PROBLEM Host Alert: web-1 is DOWN **", "** FLAPPINGSTART Host Alert: web-1 is DOWN **")]
    [InlineData("[PROBLEM] Disk on web-1 is CRITICAL!", "[CUSTOM] Disk on web-1 is CRITICAL!")]
    public void An_acknowledgement_changes_nothing(string fires, string taken)
    {
        var notice = Read(taken);

        (notice.Status, notice.Recovers).ShouldBe((AlertStatus.Firing, false));
        notice.Claims.ShouldHaveSingleItem().Severity.ShouldBe(Severity.Info);
        notice.Identity.ShouldBe($"{Read(fires).Identity}|notice/{notice.State}");
    }

    [Theory]
    [InlineData("ack", "https://x.io/1", false)]
    [InlineData("ack_url", "https://x.io/1", false)]
    [InlineData("acknowledgeLink", "https://x.io/1", false)]
    [InlineData("resolve_url", "https://x.io/1", false)]
    [InlineData("close", "https://x.io/1", false)]
    [InlineData("snooze_link", "https://x.io/1", false)]
    [InlineData("unsubscribe_url", "https://x.io/1", false)]
    [InlineData("link", "https://x.io/incidents/7/ack", false)]
    [InlineData("link", "https://x.io/incidents/7/acknowledge/", false)]
    [InlineData("url", "https://x.io/ack?id=7", false)]
    [InlineData("url", "https://x.io/opt-out#me", false)]
    [InlineData("links", "https://x.io/7/resolve", false)]
    [InlineData("url", "https://x.io/incidents/7", true)]
    [InlineData("tracking_url", "https://x.io/7", true)]
    [InlineData("runbook_url", "https://wiki.io/backlog", true)]
    [InlineData("dashboard", "https://x.io/d/closed-orders", true)]
    [InlineData("packaging_url", "https://ack.io", true)]
    public void A_link_never_does_something(string name, string url, bool isOffered) =>
        (Read($$"""{"title":"Disk","status":"firing","{{name}}":"{{url}}"}""").Links.Count > 0).ShouldBe(isOffered);

    [Theory]
    [InlineData("{{title}}")]
    [InlineData("$EVENT_TITLE")]
    [InlineData("${title}")]
    [InlineData("%TITLE%")]
    [InlineData("[[title]]")]
    [InlineData("<no value>")]
    [InlineData("{EVENT.NAME}: {HOST.NAME}")]
    public void A_placeholder_is_no_title(string title) =>
        Read($$"""{"title":"{{title}}","message":"Disk full","status":"firing"}""").Title.ShouldBe("Disk full");

    [Theory]
    [InlineData("""{"title":"Q","status":"resolved","created_at":"2026-11-14T02:40:00Z"}""", null)]
    [InlineData("""{"title":"Q","status":"resolved","opened":"2026-11-14T02:40:00Z","closed":"2026-11-14T03:40:00Z"}""", "2026-11-14T03:40:00Z")]
    [InlineData("""{"title":"Q","status":"fixed","fixed_at":"20261114T034000Z"}""", "2026-11-14T03:40:00Z")]
    [InlineData("""{"title":"Q","status":"resolved","timestamp":"Sat Nov 14 03:40:00 UTC 2026"}""", "2026-11-14T03:40:00Z")]
    [InlineData("""{"title":"Q","status":"resolved","timestamp":"Sat Nov 14 03:40:00.000 UTC 2026"}""", "2026-11-14T03:40:00Z")]
    [InlineData("""{"title":"Q","status":"resolved","timestamp":"14/Nov/2026:03:40:00 +0000"}""", "2026-11-14T03:40:00Z")]
    [InlineData("""{"title":"Q","status":"resolved","timestamp":"Nov 14, 2026, 3:40:00 AM"}""", "2026-11-14T03:40:00Z")]
    [InlineData("""{"title":"Q","status":"resolved","created":1794624000,"changed":1794627600}""", "2026-11-14T03:40:00Z")]
    [InlineData("""{"title":"Q","status":"resolved","timestamp":{"$date":"2026-11-14T03:40:00Z"} }""", "2026-11-14T03:40:00Z")]
    [InlineData("""{"title":"Q","status":"firing","timestamp":0}""", null)]
    [InlineData("""{"title":"Q","status":"firing","timestamp":"1970-01-01T00:00:00Z"}""", null)]
    public void The_time_is_never_that_of_another_moment(string body, string? at)
    {
        var signal = Read(body);

        signal.OccurredAt.ShouldBe(at is null ? null : DateTimeOffset.Parse(at, null));
        signal.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"action":"created","alert":{"number":4,"state":"open","security_advisory":{"summary":"Injection","severity":"high"} }}""", "Injection in acme/shop", "firing", "error")]
    [InlineData("""{"action":"auto_dismissed","alert":{"number":4,"security_advisory":{"summary":"Injection","severity":"high"} }}""", "Injection in acme/shop", "resolved", "error")]
    [InlineData("""{"action":"created","alert":{"number":4,"secret_type":"aws","secret_type_display_name":"AWS Key"} }""", "AWS Key in acme/shop", "firing", "error")]
    [InlineData("""{"action":"fixed","alert":{"number":4,"rule":{"id":"js/xss","severity":"error","description":"Scripting"} }}""", "Scripting in acme/shop", "resolved", "error")]
    [InlineData("""{"action":"created","starred_at":"2026-11-14T02:40:00Z","sender":{"login":"x"} }""", "Star created in acme/shop", "firing", "info")]
    [InlineData("""{"ref":"refs/heads/main","commits":[],"pusher":{"name":"x"} }""", "Commits pushed in acme/shop", "firing", "info")]
    public void Events_of_GitHub_are_alerts_or_news(string body, string title, string status, string severity)
    {
        var json = JsonNode.Parse(body)!.AsObject();
        json["repository"] = JsonNode.Parse("""{"id":1,"name":"shop","full_name":"acme/shop"}""");
        var signal = Read(json.ToJsonString());

        (signal.Source, signal.Title).ShouldBe(("github", title));
        signal.Status.ToString().ToLowerInvariant().ShouldBe(status);
        (signal.Claims is [var own, ..] ? own : signal.Fallback!).Severity.Name().ShouldBe(severity);
    }

    private static Signal Read(string body) => EventReader.Read(System.Text.Encoding.UTF8.GetBytes(new JsonObject
    {
        ["rawPath"] = "/events",
        ["headers"] = new JsonObject { ["content-type"] = body[0] == '{' ? "application/json" : "text/plain" },
        ["requestContext"] = new JsonObject
        {
            ["requestId"] = Fingerprint.Of(body),
            ["http"] = new JsonObject { ["method"] = "POST", ["path"] = "/events" },
        },
        ["body"] = body,
    }.ToJsonString())).ShouldHaveSingleItem();
}
