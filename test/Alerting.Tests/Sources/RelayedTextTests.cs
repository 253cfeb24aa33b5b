using System.Text;
using Alerting.Alerts;
using Alerting.Redaction;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Texts as relays, chat tools and transformers write them, and events of partners.</summary>
public sealed class RelayedTextTests
{
    [Theory]
    [InlineData("""{"text": "FIRING: <https://x.io/1|db-1 is down>"}""", "db-1 is down", "firing", null)]
    [InlineData("""{"text": "RESOLVED: <https://x.io/1|db-1 is down>"}""", "db-1 is down", "resolved", null)]
    [InlineData("""{"text": ":x: *CRITICAL* <https://x.io/1|db-1 is down> <!channel>", "username": "bot"}""",
        "db-1 is down", "firing", "critical")]
    [InlineData("""{"text": ":white_check_mark: *OK* <https://x.io/1|db-1 is down>"}""", "db-1 is down", "resolved",
        null)]
    public void A_text_for_slack_is_read_without_its_marks(string body, string title, string status, string? severity)
    {
        var signal = Sns(body);

        (signal.Title, signal.Status.ToString().ToLowerInvariant()).ShouldBe((title, status));
        (signal.Claims is [var claim, ..] ? claim.Severity.Name() : null).ShouldBe(severity);
        signal.Links.ShouldHaveSingleItem().Url.ShouldBe("https://x.io/1");
        signal.Identity.ShouldBe(Sns("""{"text": "RESOLVED: <https://x.io/1|db-1 is down>"}""").Identity);
    }

    [Fact]
    public void Bold_text_code_and_escapes_are_plain_in_the_title() =>
        Sns("""{"text": "*[CRITICAL]* Disk full on `db-1` &amp; more", "username": "mon"}""").Title
            .ShouldBe("Disk full on db-1 & more");

    [Fact]
    public void A_text_of_pairs_is_read_like_an_object()
    {
        var fires = Sns("alert=DiskFull host=db-1 severity=critical status=firing note=\"90 % used\"");
        var ends = Sns("alert=DiskFull host=db-1 severity=critical status=resolved");

        (fires.Title, fires.Status, ends.Status).ShouldBe(("DiskFull", AlertStatus.Firing, AlertStatus.Resolved));
        fires.Claims[0].Severity.ShouldBe(Severity.Critical);
        ends.Identity.ShouldBe(fires.Identity);
        Sns("alert=DiskFull host=db-2 severity=critical status=resolved").Identity.ShouldNotBe(fires.Identity);
        Sns("The job has a=1 and b=2").Title.ShouldBe("The job has a=1 and b=2");
    }

    [Theory]
    [InlineData("\"Pipeline \\\"shop\\\" failed\"", "Pipeline \"shop\" failed")]
    [InlineData("""["Alarm orders","ALARM"]""", "Alarm orders")]
    [InlineData("[FIRING:2] HighCPU (web-1 critical)\nhttp://am:9093\n", "HighCPU (web-1 critical)")]
    [InlineData("<html><head><style>p{}</style></head><body><h1>Disk &amp; CPU</h1><p>High</p></body></html>",
        "Disk & CPU")]
    public void Quotes_lists_brackets_and_markup_are_text(string body, string title)
    {
        foreach (var signal in new[] { Sns(body), Bare(body) })
        {
            signal.Title.ShouldBe(title);
            signal.Problems.ShouldNotContain(problem => problem.Contains("looks like JSON"));
        }
    }

    [Fact]
    public void Json_in_quotes_is_json() => Bare("\"{\\\"title\\\":\\\"Disk full\\\",\\\"severity\\\":\\\"error\\\"}\"")
        .Claims[0].Severity.ShouldBe(Severity.Error);

    [Fact]
    public void Each_line_of_json_is_an_alert() => EventReader.Read(Encoding.UTF8.GetBytes(
        "{\"title\":\"Disk full\",\"severity\":\"critical\"}\n{\"title\":\"CPU\",\"severity\":\"warning\"}\n"))
        .Select(signal => signal.Title).ShouldBe(["Disk full", "CPU"]);

    [Fact]
    public void The_data_of_a_push_of_pub_sub_is_read()
    {
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"title":"Disk full","severity":"critical"}"""));
        var signal = Bare("{\"message\":{\"data\":\"" + data + "\",\"messageId\":\"1\",\"publishTime\":"
            + "\"2026-11-14T02:40:00Z\"},\"subscription\":\"projects/p/subscriptions/s\"}");

        signal.Title.ShouldBe("Disk full");
        signal.OccurredAt.ShouldBe(DateTimeOffset.Parse("2026-11-14T02:40:00Z", null));
    }

    [Fact]
    public void Events_for_pagerduty_open_and_end_by_their_key()
    {
        var fires = Sns("""
            {"routing_key":"R","dedup_key":"srv01/HTTP","event_action":"trigger",
             "payload":{"summary":"HTTP is slow","severity":"critical","source":"srv01"}}
            """);
        var taken = Sns("""{"routing_key":"R","dedup_key":"srv01/HTTP","event_action":"acknowledge"}""");
        var ends = Sns("""{"routing_key":"R","dedup_key":"srv01/HTTP","event_action":"resolve"}""");

        (fires.Title, ends.Title).ShouldBe(("HTTP is slow", "srv01/HTTP"));
        fires.Claims[0].Severity.ShouldBe(Severity.Critical);
        taken.Claims[0].Severity.ShouldBe(Severity.Info);
        taken.Identity.ShouldNotBe(fires.Identity);
        (ends.Status, ends.Identity).ShouldBe((AlertStatus.Resolved, fires.Identity));
        ends.EarlierIdentities.ShouldHaveSingleItem().ShouldEndWith("|srv01/HTTP");
        Redactor.BuiltIn.Apply("""{"routing_key":"R0K123456789012345678901234567890"}""").ShouldNotContain("R0K1");
        Redactor.BuiltIn.Apply("routing_key=orders.created").ShouldContain("orders.created");
    }

    [Fact]
    public void Events_of_partners_keep_their_place_and_time_and_end()
    {
        var (fires, ends) = (Incident("triggered"), Incident("resolved"));

        (fires.Source, fires.Account, fires.Region).ShouldBe(("pagerduty", "123456789012", "eu-central-1"));
        (ends.Status, ends.Identity).ShouldBe((AlertStatus.Resolved, fires.Identity));

        var datadog = Bare("""
            {"detail-type":"Datadog Alert Notification","source":"aws.partner/datadog.com/x","account":"123456789012",
             "time":"2026-11-14T02:40:00Z","region":"eu-central-1","detail":{"alert_type":"error","id":"1",
             "event_type":"query_alert_monitor","meta":{"monitor":{"id":12345,"name":"CPU high",
             "result":{"group_key":"host:web-1"},"transition":{"trans_name":"Triggered","trans_type":"alert"}}},
             "title":"[Triggered on {host:web-1}] CPU high","msg":"CPU","tags":["env:prod"]}}
            """);
        (datadog.Source, datadog.Account).ShouldBe(("datadog", "123456789012"));
        datadog.OccurredAt.ShouldBe(DateTimeOffset.Parse("2026-11-14T02:40:00Z", null));

        static Signal Incident(string state) => Bare("""
            {"detail-type":"incident.STATE","source":"aws.partner/pagerduty.com/a","account":"123456789012",
             "region":"eu-central-1","time":"2026-11-14T02:40:00Z","detail":{"id":"e-STATE",
             "event_type":"incident.STATE","resource_type":"incident","data":{"id":"P1","status":"STATE",
             "title":"Checkout is slow","urgency":"high"}}}
            """.Replace("STATE", state));
    }

    [Theory]
    [InlineData("aws.partner/example.com/a", "order.failed", "order.recovered", "{\"orderId\":\"7\"}",
        "{\"orderId\":\"7\"}")]
    [InlineData("aws.networkmanager", "Network Manager Status Update", "Network Manager Status Update",
        "{\"changeType\":\"VPN-CONNECTION-IPSEC-UNHEALTHY\",\"changeDescription\":\"It went down.\",\"vpnId\":\"v\"}",
        "{\"changeType\":\"VPN-CONNECTION-IPSEC-HEALTHY\",\"changeDescription\":\"It came up.\",\"vpnId\":\"v\"}")]
    public void The_state_in_the_type_is_no_part_of_the_identity(
        string source, string bad, string good, string fired, string ended)
    {
        var fires = Event(source, bad, fired);
        var ends = Event(source, good, ended);

        (fires.Status, ends.Status).ShouldBe((AlertStatus.Firing, AlertStatus.Resolved));
        fires.Fallback!.Severity.ShouldBe(Severity.Error);
        ends.Identity.ShouldBe(fires.Identity);
        if (fired.Contains("changeDescription"))
            fires.Summary.ShouldBe("It went down.");
    }

    [Fact]
    public void What_failed_to_happen_failed() => Event("aws.groundstation", "Ground Station Contact State Change",
        """{"contactId":"c","contactStatus":"FAILED_TO_SCHEDULE"}""").Fallback!.Severity.ShouldBe(Severity.Error);

    private static Signal Event(string source, string type, string detail) => Bare(
        $$"""{"source":"{{source}}","detail-type":"{{type}}","account":"123456789012","detail":{{detail}}}""");

    private static Signal Bare(string body) =>
        EventReader.Read(Encoding.UTF8.GetBytes(body)).ShouldHaveSingleItem();

    private static Signal Sns(string text) => EventReader.Read(EventEnvelope.FromSns(text, null,
        "arn:aws:sns:eu-west-1:123456789012:alarms", "1", null, new Dictionary<string, string>()))
        .ShouldHaveSingleItem();
}
