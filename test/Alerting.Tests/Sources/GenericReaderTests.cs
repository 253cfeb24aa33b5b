using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

public class GenericReaderTests
{
    [Theory]
    [InlineData("[FIRING:3] Disk full", "Disk full", "firing", null)]
    [InlineData("[RESOLVED] Disk full", "Disk full", "resolved", null)]
    [InlineData("CRITICAL - Disk full", "Disk full", "firing", "critical")]
    [InlineData("Alert: [warning] Disk full", "Disk full", "firing", "warning")]
    [InlineData("RECOVERY: Disk full", "Disk full", "resolved", null)]
    [InlineData(":rotating_light: P1: Disk full", "Disk full", "firing", "critical")]
    [InlineData("Import: 3 files: done", "Import: 3 files: done", "firing", null)]
    [InlineData("OK: ", "OK:", "firing", null)]
    public void Prefixes_of_the_title_set_state_and_severity(string text, string title, string status,
        string? severity)
    {
        var signal = Read(text);

        signal.Title.ShouldBe(title);
        signal.Status.ToString().ToLowerInvariant().ShouldBe(status);
        (signal.Claims is [var claim, ..] ? claim.Severity.Name() : null).ShouldBe(severity);
    }

    [Theory]
    [InlineData("""{"action":"completed","workflow_run":{"conclusion":"failure","name":"CI"}}""", AlertStatus.Firing)]
    [InlineData("""{"title":"Nightly","status":"completed","result":"failure"}""", AlertStatus.Firing)]
    [InlineData("""{"title":"Nightly","status":"completed","result":"success"}""", AlertStatus.Resolved)]
    [InlineData("""{"title":"Nightly","status":"resolved","result":"failure"}""", AlertStatus.Resolved)]
    public void Completed_means_resolved_unless_the_result_is_a_failure(string body, AlertStatus status) =>
        Read(body).Status.ShouldBe(status);

    [Fact]
    public void Common_field_names_are_found_in_any_spelling_and_one_level_deep()
    {
        var signal = Read("""
            {"payload":{"Alert-Title":"Queue grows","eventSeverity":"x","SEVERITY":"Fatal","alert_status":"OK","DedupKey":"q-1"},
             "created_at":"2026-11-14T02:40:26+0100","html_url":"https://example.com/q","Runbook-URL":"https://example.com/r","tags":["a","b"]}
            """);

        signal.Title.ShouldBe("Queue grows");
        signal.Status.ShouldBe(AlertStatus.Resolved);
        signal.Claims.ShouldBe([new SeverityClaim(Severity.Critical, "payload.SEVERITY=Fatal")]);
        signal.Identity.ShouldEndWith("|q-1");
        signal.OccurredAt.ShouldBe(DateTimeOffset.Parse("2026-11-14T01:40:26Z", null));
        signal.Links.ShouldBe(
            [new Link("Details", "https://example.com/q"), new Link("Runbook", "https://example.com/r")]);
        signal.Facts.ShouldBe([new Fact("tags", "a, b"), new Fact("payload.eventSeverity", "x")]);
        signal.Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"title":"Checkout is down","severity":"critical","last_deploy":{"status":"success"}}""",
        "critical")]
    [InlineData("""{"title":"Checkout is down","severity":"critical","state":"firing","database":{"status":"ok"}}""",
        "critical")]
    [InlineData("""{"title":"Checkout is down","severity":"critical","state":"open","incident":{"status":"closed"}}""",
        "critical")]
    [InlineData("""{"title":"Checkout is down","level":"error","alert_state":"firing","host":{"state":"up"}}""",
        "error")]
    [InlineData("""{"title":"Checkout is down","level":"critical","previous":{"severity":"info"}}""", "critical")]
    [InlineData("""{"title":"Checkout is down","level":"critical","alert":{"severity":"info","status":"firing"}}""",
        "critical")]
    [InlineData("""{"message":"Checkout is down","host":{"name":"db1"},"severity":"critical"}""", "critical")]
    [InlineData("""{"description":"Checkout is down","monitor":{"name":"db1"},"severity":"critical"}""", "critical")]
    [InlineData("""{"action":"Create","alert":{"message":"Checkout is down","priority":"P1"},"source":{"name":"web"}}""", "critical")]
    [InlineData("""{"event":"alert.created","alert":{"title":"Checkout is down","severity":"error"}}""", "error")]
    [InlineData("""{"type":"Alert","title":"Checkout is down"}""", null)]
    [InlineData("""{"alertType":"alert","title":"Checkout is down","data":{"severity":"error"}}""", "error")]
    public void A_nested_object_counts_only_if_it_is_the_alert(string json, string? severity)
    {
        var signal = Read(json);

        signal.Title.ShouldBe("Checkout is down");
        signal.Status.ShouldBe(AlertStatus.Firing);
        (signal.Claims is [var claim, ..] ? claim.Severity.Name() : null).ShouldBe(severity);
    }

    [Fact]
    public void Two_messages_from_one_host_are_two_alerts()
    {
        var disk = Read("""{"message":"disk full","host":{"name":"db1","id":"7"},"state":"firing"}""");
        var memory = Read("""{"message":"memory full","host":{"name":"db1","id":"7"},"state":"firing"}""");

        memory.Identity.ShouldNotBe(disk.Identity);
    }

    [Fact]
    public void The_time_is_that_of_the_event_and_not_of_a_nested_object() =>
        Read("""{"title":"Disk full","createdAt":"2026-11-14T02:40:26Z","user":{"timestamp":"2020-01-01T00:00:00Z"}}""")
            .OccurredAt.ShouldBe(DateTimeOffset.Parse("2026-11-14T02:40:26Z", null));

    [Fact]
    public void Lists_of_links_become_links_with_their_own_names()
    {
        var signal = Read("""
            {"title":"Disk full","severity":"error","links":[{"text":"Runbook","url":"https://example.com/r"},{"href":"https://example.com/d"}],
             "images":["https://example.com/1.png"],"related":[{"url":"https://example.com/x"},{"id":7}]}
            """);

        signal.Links.ShouldBe(
        [
            new Link("Runbook", "https://example.com/r"), new Link("Details", "https://example.com/d"),
            new Link("Related", "https://example.com/x"),
        ]);
        signal.Facts.ShouldBe([new Fact("related", """[{"url":"https://example.com/x"},{"id":7}]""")]);
    }

    [Theory]
    [InlineData("referer")]
    [InlineData("user_agent")]
    [InlineData("user_link")]
    [InlineData("comment")]
    public void A_URL_of_a_visitor_or_without_the_name_of_a_page_is_text(string name)
    {
        var signal = Read($$"""{"title":"Login failed","severity":"error","{{name}}":"https://evil.example/x"}""");

        signal.Links.ShouldBeEmpty();
        signal.Facts.ShouldContain(fact => fact.Value == "https://evil.example/x");
    }

    [Fact]
    public void An_unknown_message_is_a_warning_with_a_problem()
    {
        var signal = Read("""{"foo":"bar"}""");

        signal.Fallback!.Severity.ShouldBe(Severity.Warning);
        signal.Claims.ShouldBeEmpty();
        signal.Problems.ShouldBe(["Unknown message format; shown as received."]);
    }

    [Fact]
    public void Each_item_of_a_list_becomes_an_alert() =>
        EventReader.Read("""[{"title":"a"},{"title":"b"}]"""u8.ToArray()).Select(signal => signal.Title)
            .ShouldBe(["a", "b"]);

    [Fact]
    public void Each_item_of_a_long_list_keeps_its_severity()
    {
        var items = string.Join(',',
            Enumerable.Range(0, 51).Select(i => $"{{\"title\":\"disk {i}\",\"severity\":\"critical\"}}"));

        var signals = EventReader.Read(System.Text.Encoding.UTF8.GetBytes($"[7,{items}]"));

        signals.Count.ShouldBe(52);
        signals[0].Title.ShouldBe("A message that says only 7");
        signals.Skip(1).ShouldAllBe(signal => signal.Claims[0].Severity == Severity.Critical);
    }

    [Fact]
    public void Beyond_a_thousand_items_one_alert_counts_the_rest_with_their_highest_severity()
    {
        var items = string.Join(',', Enumerable.Range(0, 1003).Select(i =>
            $"{{\"title\":\"disk {i}\",\"severity\":\"{(i == 1001 ? "critical" : "info")}\",\"status\":\"{(i == 1002 ? "ok" : "firing")}\"}}"));

        var signals = EventReader.Read(System.Text.Encoding.UTF8.GetBytes($"[{items}]"));

        signals.Count.ShouldBe(1001);
        signals[^1].Title.ShouldBe("3 more alerts of one message");
        signals[^1].Claims[0].Severity.ShouldBe(Severity.Critical);
        signals[^1].Summary.ShouldBe("Most severe: disk 1001");
        signals[^1].Problems.ShouldBe(
            ["The message contains 1003 alerts. Only the first 1000 become separate alerts. Resolved alerts among " +
            "the rest: 1."]);
    }

    [Fact]
    public void Beyond_a_limit_fields_are_only_counted()
    {
        var fields = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"f{i}\":{i}"));

        Read("{" + fields + "}").Facts[^1].ShouldBe(new Fact("And more", "75 fields not shown"));
    }

    [Theory]
    [InlineData("""{"name":"g","severity":"error","status":"firing"}""")]
    [InlineData("""{"message":"disk broke","severity":"error"}""")]
    [InlineData("""{"id":"g","severity":"error","status":"firing"}""")]
    [InlineData("""[{"name":"g","severity":"error","status":"firing"}]""")]
    [InlineData("""{"source":"custom","content":{"title":"disk broke"}}""")]
    public void The_same_text_in_two_requests_is_two_events_and_a_redelivery_is_one(string body)
    {
        var first = Deliver("request 1");
        var again = Deliver("request 1");
        var later = Deliver("request 2");

        again.EventKey.ShouldBe(first.EventKey);
        later.EventKey.ShouldNotBe(first.EventKey);
        later.Identity.ShouldBe(first.Identity);

        Signal Deliver(string request) =>
            EventReader.Read(System.Text.Encoding.UTF8.GetBytes(body), request).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{"name":"g","severity":"error","status":"firing","time":"2026-11-14T03:00:00Z"}""")]
    [InlineData("""{"eventId":"7","message":"disk broke","severity":"error"}""")]
    public void An_event_with_its_own_id_or_time_has_the_same_key_in_every_request(string body) =>
        EventReader.Read(System.Text.Encoding.UTF8.GetBytes(body), "request 2")[0].EventKey.ShouldBe(
            EventReader.Read(System.Text.Encoding.UTF8.GetBytes(body), "request 1")[0].EventKey);

    [Fact]
    public void Two_requests_to_the_Function_URL_with_the_same_text_are_two_events()
    {
        Key("a").ShouldBe(Key("a"));
        Key("a").ShouldNotBe(Key("b"));

        static string Key(string request) => EventReader.Read(System.Text.Encoding.UTF8.GetBytes("""
            {"rawPath":"/events","requestContext":{"requestId":"REQUEST","http":{"method":"POST","path":"/events"}},
             "body":"{\"name\":\"g\",\"severity\":\"error\",\"status\":\"firing\"}"}
            """.Replace("REQUEST", request))).ShouldHaveSingleItem().EventKey;
    }

    private static Signal Read(string text) => EventReader.Read(EventEnvelope.FromSns(
        text, null, "arn:aws:sns:eu-west-1:123456789012:alarms", "1", null, new Dictionary<string,
            string>())).ShouldHaveSingleItem();
}
