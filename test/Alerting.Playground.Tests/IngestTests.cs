using System.Net;
using System.Text;

namespace Alerting.Playground.Tests;

/// <summary>Events from other programs.</summary>
public sealed class IngestTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:alarms";

    [Theory]
    [InlineData("/alertmanager",
        """{"version":"4","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"HighMemory","severity":"critical"},"annotations":{"summary":"no memory"},"startsAt":"2026-11-13T20:59:00Z"}]}""")]
    [InlineData("/grafana",
        """{"receiver":"x","status":"firing","orgId":1,"alerts":[{"status":"firing","labels":{"alertname":"Errors","severity":"error"},"annotations":{},"startsAt":"2026-11-13T20:59:00Z"}],"title":"[FIRING:1]","state":"alerting"}""")]
    [InlineData("/events", """{"title":"disk full","severity":"error"}""")]
    [InlineData("/events", "the disk of db-1 is full")]
    [InlineData("/",
        """{"Type":"Notification","MessageId":"m-1","TopicArn":"arn:aws:sns:eu-west-1:123456789012:t","Subject":"disk full","Message":"{\"severity\":\"error\",\"title\":\"disk full\"}","Timestamp":"2026-11-13T20:59:00Z"}""")]
    public async Task A_posted_event_becomes_an_alert(string path, string body)
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync(path, body);

        (await playground.StateAsync()).Alerts.ShouldHaveSingleItem().GetProperty("isFiring").GetBoolean()
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_log_batch_of_a_subscription_filter_is_read()
    {
        await using var playground = PlaygroundServer.Start();
        var batch = await playground.Http.GetStringAsync(new Uri("/api/events/logs/errors.json", UriKind.Relative));

        await playground.DoAsync("/events", batch);

        (await playground.StateAsync()).Timeline.ShouldAllBe(
            entry => entry.GetProperty("stages")[0].Text("text") == "log");
    }

    [Fact]
    public async Task A_subscription_is_confirmed_without_an_outgoing_call()
    {
        await using var playground = PlaygroundServer.Start();
        using var content = new StringContent("""
            {"Type":"SubscriptionConfirmation","TopicArn":"arn:aws:sns:eu-west-1:123456789012:alarms","Token":"t",
             "SubscribeURL":"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription"}
            """, Encoding.UTF8, "text/plain");
        content.Headers.Add("x-amz-sns-message-type", "SubscriptionConfirmation");

        using var answer = await playground.Http.PostAsync(new Uri("/", UriKind.Relative), content);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var entry = (await playground.StateAsync()).Timeline.ShouldHaveSingleItem();
        entry.Text("title").ShouldBe("Topic arn:aws:sns:eu-west-1:123456789012:alarms subscribed");
        entry.GetProperty("stages")[0].Text("text").ShouldContain("was not called");
    }

    [Fact]
    public async Task The_SNS_API_accepts_published_messages()
    {
        await using var playground = PlaygroundServer.Start();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Action"] = "PublishBatch",
            ["TopicArn"] = "arn:aws:sns:eu-west-1:123456789012:alarms",
            ["PublishBatchRequestEntries.member.1.Id"] = "a",
            ["PublishBatchRequestEntries.member.1.Message"] = "the disk is full",
            ["PublishBatchRequestEntries.member.2.Id"] = "b",
            ["PublishBatchRequestEntries.member.2.Message"] = "the memory is full",
        });

        using var answer = await playground.Http.PostAsync(new Uri("/", UriKind.Relative), form);

        (await answer.Content.ReadAsStringAsync()).ShouldContain("<Id>b</Id>");
        (await playground.StateAsync()).Timeline.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_per_protocol_uses_the_default_text()
    {
        await using var playground = PlaygroundServer.Start();

        var answer =
            await CallAsync(playground, ("Action", "Publish"), ("TopicArn", Topic), ("MessageStructure", "json"),
            ("Message", """{"default":"{\"title\":\"disk full\",\"severity\":\"error\"}","sms":"short"}"""));

        answer.ShouldContain("<MessageId>");
        (await playground.StateAsync()).Timeline.ShouldHaveSingleItem().Text("title").ShouldBe("disk full");
    }

    [Theory]
    [InlineData("InvalidParameter", "Empty message", "Action=Publish", "TopicArn=" + Topic, "Message=")]
    [InlineData("InvalidParameter", "TopicArn or TargetArn", "Action=Publish", "Message=disk full")]
    [InlineData("InvalidParameter", "Subject", "Action=Publish", "TopicArn=" + Topic, "Message=disk full",
        "Subject=disk\nfull")]
    [InlineData("InvalidParameter", "No default entry", "Action=Publish", "TopicArn=" + Topic, "MessageStructure=json",
        """Message={"sms":"x"}""")]
    [InlineData("InvalidParameter", "failed to parse", "Action=Publish", "TopicArn=" + Topic, "MessageStructure=json",
        "Message=disk full")]
    [InlineData("EmptyBatchRequest", "doesn't contain any entries", "Action=PublishBatch", "TopicArn=" + Topic,
        "PublishBatchRequestEntries=")]
    [InlineData("BatchEntryIdsNotDistinct", "same Id", "Action=PublishBatch", "TopicArn=" + Topic,
        "PublishBatchRequestEntries.member.1.Id=a",
        "PublishBatchRequestEntries.member.1.Message=x", "PublishBatchRequestEntries.member.2.Id=a",
            "PublishBatchRequestEntries.member.2.Message=y")]
    [InlineData("InvalidAction", "not Subscribe", "Action=Subscribe")]
    [InlineData("MissingAction", "post them to /events", "disk full")]
    public async Task An_SNS_error_is_reported_as_by_SNS(string code, string words, params string[] fields)
    {
        await using var playground = PlaygroundServer.Start();

        var answer = await CallAsync(playground,
            [.. fields.Select(field => field.Split('=', 2)).Select(pair => (pair[0], pair.Length > 1 ? pair[1] : ""))]);

        answer.ShouldContain($"<Code>{code}</Code>");
        WebUtility.HtmlDecode(answer).ShouldContain(words);
        (await playground.StateAsync()).Timeline.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_invalid_message_fails_alone_in_its_batch()
    {
        await using var playground = PlaygroundServer.Start();
        const string entry = "PublishBatchRequestEntries.member";

        var single = await CallAsync(playground, ("Action", "Publish"), ("TopicArn", Topic),
            ("Message", new string('x', 256 * 1024 + 1)));
        var batch = await CallAsync(playground, ("Action", "PublishBatch"), ("TopicArn", Topic),
            ($"{entry}.1.Id", "a"), ($"{entry}.1.Message", "the disk is full"), ($"{entry}.2.Id", "b"),
            ($"{entry}.2.Message", ""));

        single.ShouldContain("Message too long");
        batch.ShouldContain("<Failed><member><Id>b</Id><Code>InvalidParameter</Code>");
        batch.ShouldContain("<Successful><member><Id>a</Id>");
        (await playground.StateAsync()).Timeline.Count.ShouldBe(1);
    }

    [Fact]
    public async Task JSON_that_curl_labels_as_a_form_is_accepted()
    {
        await using var playground = PlaygroundServer.Start();
        using var content = new StringContent("""{"title":"disk full","severity":"error"}""", Encoding.UTF8,
            "application/x-www-form-urlencoded");

        using var answer = await playground.Http.PostAsync(new Uri("/", UriKind.Relative), content);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await playground.StateAsync()).Timeline.ShouldHaveSingleItem().Text("title").ShouldBe("disk full");
    }

    [Fact]
    public async Task Parse_warnings_are_returned_to_the_sender()
    {
        await using var playground = PlaygroundServer.Start();

        using var answer = await playground.PostAsync("/api/fire", """{"body":"{\"title\":\"disk full"}""");

        (await answer.Content.ReadAsStringAsync()).ShouldContain("truncated JSON, read up to where it ends");
        (await playground.StateAsync()).Timeline.ShouldHaveSingleItem().Text("title").ShouldBe("disk full");
    }

    [Fact]
    public async Task Any_bad_request_gets_a_400_with_a_sentence()
    {
        await using var playground = PlaygroundServer.Start();
        string[] bodies =
        [
            "", "{}", "[]", "null", "7", "\"x\"",
            """{"path":7,"count":"x","speed":"x","fault":7,"minutes":"x","fingerprint":7}""",
            """{"path":null,"body":null,"count":1e99,"speed":1e999,"minutes":1e99,"fingerprint":null,"fault":null,"matchers":[null],"comment":null}""",
            """{"path":"\ud800","body":"\ud800","fingerprint":"\ud800","fault":"\ud800","move":"\ud800","matchers":["\ud800"],"minutes":5}""",
            """{"matchers":[null],"minutes":5}""", """{"speed":-1,"count":-1,"minutes":99999999}""",
        ];

        foreach (var path in (string[])["/api/fire", "/api/storm", "/api/end", "/api/clock", "/api/silences",
            "/api/channels/sms/fault"])
        {
            foreach (var body in bodies)
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = path.EndsWith("fault", StringComparison.Ordinal)
                    ? await playground.Http.PutAsync(new Uri(path, UriKind.Relative), content)
                    : await playground.Http.PostAsync(new Uri(path, UriKind.Relative), content);
                ((int)answer.StatusCode).ShouldBe(400, $"{path} {body}");
                (await answer.Content.ReadAsStringAsync()).ShouldContain("message");
            }
        }
    }

    [Theory]
    [InlineData("/alertmanager", "no JSON", 400, "The body is not a JSON object or array.")]
    [InlineData("/alertmanager", """{"status":"firing"}""", 400, "array, as sent by Alertmanager and Grafana")]
    [InlineData("/events", "  ", 400, "The body is empty.")]
    [InlineData("/", " \n ", 400, "The body is empty.")]
    [InlineData("/events", """{"title":"disk fu""", 400, "The body is not valid JSON: error at line 1, byte 18.")]
    [InlineData("/api/end", "{}", 400, "by its fingerprint")]
    [InlineData("/events", """{"awslogs":{"data":"not base64!"}}""", 400, "The data of the log event is not base64.")]
    [InlineData("/api/fire", """{"path":"no/such.json"}""", 400, "Event not found in the library.")]
    [InlineData("/api/fire", """{"body":"  "}""", 400, "The event is empty.")]
    [InlineData("/api/fire", "{", 400, "not the JSON that this path expects")]
    [InlineData("/api/clock", """{"move":"yesterday"}""", 400, "Move by 5m, 1h, 1d or morning")]
    [InlineData("/api/storm", """{"count":100000}""", 400, "A storm has 1 to")]
    [InlineData("/api/silences", """{"matchers":[],"minutes":5}""", 400, "A silence needs a matcher")]
    [InlineData("/api/silences", """{"matchers":["name"],"minutes":5}""", 400, "name")]
    [InlineData("/api/end", """{"fingerprint":"unknown"}""", 404, "cannot make a resolved event")]
    [InlineData("/sinks/fax/x", "{}", 404, "does not simulate this service")]
    [InlineData("/nowhere", "{}", 404, "nothing at this path")]
    public async Task An_error_is_answered_with_one_sentence(string path, string body, int status, string sentence)
    {
        await using var playground = PlaygroundServer.Start();

        using var answer = await playground.PostAsync(path, body);

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(sentence);
    }

    [Fact]
    public async Task A_thousand_events_at_once_are_all_received()
    {
        await using var playground = PlaygroundServer.Start();

        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), async (i, _) =>
            await playground.DoAsync("/events",
                $$"""{"title":"shard {{i}} fails","severity":"error","service":"shards"}"""));
        var state = await playground.StateAsync();

        state.Status.GetProperty("counts").GetProperty("events").GetInt64().ShouldBe(1000);
        state.Timeline.Count.ShouldBeLessThanOrEqualTo(100);
    }

    private static async Task<string> CallAsync(PlaygroundServer playground,
        params (string Name, string Value)[] fields)
    {
        using var form =
            new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await playground.Http.PostAsync(new Uri("/", UriKind.Relative), form);
        return await answer.Content.ReadAsStringAsync();
    }
}
