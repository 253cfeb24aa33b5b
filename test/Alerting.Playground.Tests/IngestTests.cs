using System.Net;
using System.Text;

namespace Alerting.Playground.Tests;

/// <summary>A real endpoint: what other programs post comes in.</summary>
public sealed class IngestTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:alarms";

    [Theory]
    [InlineData("/alertmanager", """{"version":"4","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"HighMemory","severity":"critical"},"annotations":{"summary":"no memory"},"startsAt":"2026-11-13T20:59:00Z"}]}""")]
    [InlineData("/grafana", """{"receiver":"x","status":"firing","orgId":1,"alerts":[{"status":"firing","labels":{"alertname":"Errors","severity":"error"},"annotations":{},"startsAt":"2026-11-13T20:59:00Z"}],"title":"[FIRING:1]","state":"alerting"}""")]
    [InlineData("/events", """{"title":"disk full","severity":"error"}""")]
    [InlineData("/events", "the disk of db-1 is full")]
    [InlineData("/events", """{"title":"disk full on db-1""")]
    [InlineData("/", """{"Type":"Notification","MessageId":"m-1","TopicArn":"arn:aws:sns:eu-west-1:123456789012:t","Subject":"disk full","Message":"{\"severity\":\"error\",\"title\":\"disk full\"}","Timestamp":"2026-11-13T20:59:00Z"}""")]
    public async Task What_is_posted_becomes_an_alert(string path, string body)
    {
        await using var playground = PlaygroundServer.Start();

        await playground.DoAsync(path, body);

        (await playground.StateAsync()).Incidents.ShouldHaveSingleItem().GetProperty("isFiring").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_batch_of_log_lines_comes_in_as_a_subscription_filter_sends_it()
    {
        await using var playground = PlaygroundServer.Start();
        var batch = await playground.Http.GetStringAsync(new Uri("/api/events/logs/errors.json", UriKind.Relative));

        await playground.DoAsync("/events", batch);

        (await playground.StateAsync()).Trail.ShouldAllBe(trail => trail.GetProperty("stages")[0].Text("text") == "read as log");
    }

    [Fact]
    public async Task A_subscription_is_confirmed_without_a_call_to_the_outside()
    {
        await using var playground = PlaygroundServer.Start();
        using var content = new StringContent("""
            {"Type":"SubscriptionConfirmation","TopicArn":"arn:aws:sns:eu-west-1:123456789012:alarms","Token":"t",
             "SubscribeURL":"https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription"}
            """, Encoding.UTF8, "text/plain");
        content.Headers.Add("x-amz-sns-message-type", "SubscriptionConfirmation");

        using var answer = await playground.Http.PostAsync(new Uri("/", UriKind.Relative), content);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var trail = (await playground.StateAsync()).Trail.ShouldHaveSingleItem();
        trail.Text("title").ShouldBe("The topic arn:aws:sns:eu-west-1:123456789012:alarms is subscribed");
        trail.GetProperty("stages")[0].Text("text").ShouldContain("was not called");
    }

    [Fact]
    public async Task The_api_of_SNS_takes_what_is_published()
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
        (await playground.StateAsync()).Trail.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_with_a_text_for_each_protocol_is_its_default_one()
    {
        await using var playground = PlaygroundServer.Start();

        var answer = await CallAsync(playground, ("Action", "Publish"), ("TopicArn", Topic), ("MessageStructure", "json"),
            ("Message", """{"default":"{\"title\":\"disk full\",\"severity\":\"error\"}","sms":"short"}"""));

        answer.ShouldContain("<MessageId>");
        (await playground.StateAsync()).Trail.ShouldHaveSingleItem().Text("title").ShouldBe("disk full");
    }

    [Theory]
    [InlineData("InvalidParameter", "Empty message", "Action=Publish", "TopicArn=" + Topic, "Message=")]
    [InlineData("InvalidParameter", "TopicArn or TargetArn", "Action=Publish", "Message=disk full")]
    [InlineData("InvalidParameter", "Subject", "Action=Publish", "TopicArn=" + Topic, "Message=disk full", "Subject=disk\nfull")]
    [InlineData("InvalidParameter", "No default entry", "Action=Publish", "TopicArn=" + Topic, "MessageStructure=json", """Message={"sms":"x"}""")]
    [InlineData("InvalidParameter", "failed to parse", "Action=Publish", "TopicArn=" + Topic, "MessageStructure=json", "Message=disk full")]
    [InlineData("EmptyBatchRequest", "doesn't contain any entries", "Action=PublishBatch", "TopicArn=" + Topic, "PublishBatchRequestEntries=")]
    [InlineData("BatchEntryIdsNotDistinct", "same Id", "Action=PublishBatch", "TopicArn=" + Topic, "PublishBatchRequestEntries.member.1.Id=a",
        "PublishBatchRequestEntries.member.1.Message=x", "PublishBatchRequestEntries.member.2.Id=a", "PublishBatchRequestEntries.member.2.Message=y")]
    [InlineData("InvalidAction", "not Subscribe", "Action=Subscribe")]
    [InlineData("MissingAction", "post them to /events", "disk full")]
    public async Task What_SNS_refuses_is_refused_in_its_words(string code, string words, params string[] fields)
    {
        await using var playground = PlaygroundServer.Start();

        var answer = await CallAsync(playground, [.. fields.Select(field => field.Split('=', 2)).Select(pair => (pair[0], pair.Length > 1 ? pair[1] : ""))]);

        answer.ShouldContain($"<Code>{code}</Code>");
        WebUtility.HtmlDecode(answer).ShouldContain(words);
        (await playground.StateAsync()).Trail.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_that_is_too_long_fails_alone_in_its_batch()
    {
        await using var playground = PlaygroundServer.Start();
        const string entry = "PublishBatchRequestEntries.member";

        var single = await CallAsync(playground, ("Action", "Publish"), ("TopicArn", Topic), ("Message", new string('x', 256 * 1024 + 1)));
        var batch = await CallAsync(playground, ("Action", "PublishBatch"), ("TopicArn", Topic),
            ($"{entry}.1.Id", "a"), ($"{entry}.1.Message", "the disk is full"), ($"{entry}.2.Id", "b"), ($"{entry}.2.Message", ""));

        single.ShouldContain("Message too long");
        batch.ShouldContain("<Failed><member><Id>b</Id><Code>InvalidParameter</Code>");
        batch.ShouldContain("<Successful><member><Id>a</Id>");
        (await playground.StateAsync()).Trail.Count.ShouldBe(1);
    }

    [Fact]
    public async Task JSON_that_curl_calls_a_form_is_read_all_the_same()
    {
        await using var playground = PlaygroundServer.Start();
        using var content = new StringContent("""{"title":"disk full","severity":"error"}""", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await playground.Http.PostAsync(new Uri("/", UriKind.Relative), content);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await playground.StateAsync()).Trail.ShouldHaveSingleItem().Text("title").ShouldBe("disk full");
    }

    [Fact]
    public async Task What_could_not_be_read_is_said_where_it_was_sent()
    {
        await using var playground = PlaygroundServer.Start();

        using var answer = await playground.PostAsync("/api/fire", """{"body":"{\"title\":\"disk full"}""");

        (await answer.Content.ReadAsStringAsync()).ShouldContain("truncated JSON, read up to where it ends");
        (await playground.StateAsync()).Trail.ShouldHaveSingleItem().Text("title").ShouldBe("disk full");
    }

    [Fact]
    public async Task Whatever_is_asked_is_answered_with_a_sentence_and_never_with_a_fault()
    {
        await using var playground = PlaygroundServer.Start();
        string[] bodies =
        [
            "", "{}", "[]", "null", "7", "\"x\"", """{"path":7,"count":"x","speed":"x","fault":7,"minutes":"x","fingerprint":7}""",
            """{"path":null,"body":null,"count":1e99,"speed":1e999,"minutes":1e99,"fingerprint":null,"fault":null,"matchers":[null],"comment":null}""",
            """{"path":"\ud800","body":"\ud800","fingerprint":"\ud800","fault":"\ud800","move":"\ud800","matchers":["\ud800"],"minutes":5}""",
            """{"matchers":[null],"minutes":5}""", """{"speed":-1,"count":-1,"minutes":99999999}""",
        ];

        foreach (var path in (string[])["/api/fire", "/api/storm", "/api/end", "/api/clock", "/api/silences", "/api/channels/sms/fault"])
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

    [Theory]
    [InlineData("/alertmanager", "no JSON", 400, "The body is not a JSON object or array.")]
    [InlineData("/alertmanager", """{"status":"firing"}""", 400, "array, as sent by Alertmanager and Grafana")]
    [InlineData("/events", "  ", 400, "The body is empty.")]
    [InlineData("/", " \n ", 400, "The body is empty.")]
    [InlineData("/api/end", "{}", 400, "named by its fingerprint")]
    [InlineData("/events", """{"awslogs":{"data":"not base64!"}}""", 400, "The data of the log event is not base64.")]
    [InlineData("/api/fire", """{"path":"no/such.json"}""", 400, "The library has no such event.")]
    [InlineData("/api/fire", """{"body":"  "}""", 400, "There is nothing to fire")]
    [InlineData("/api/fire", "{", 400, "not the JSON that is asked for")]
    [InlineData("/api/clock", """{"move":"yesterday"}""", 400, "A clock is moved by")]
    [InlineData("/api/storm", """{"count":100000}""", 400, "A storm has 1 to")]
    [InlineData("/api/silences", """{"matchers":[],"minutes":5}""", 400, "A silence needs a matcher")]
    [InlineData("/api/silences", """{"matchers":["name"],"minutes":5}""", 400, "name")]
    [InlineData("/api/end", """{"fingerprint":"unknown"}""", 404, "cannot make the event")]
    [InlineData("/sinks/fax/x", "{}", 404, "no such service")]
    [InlineData("/nowhere", "{}", 404, "nothing at this path")]
    public async Task What_cannot_be_taken_is_answered_with_one_sentence(string path, string body, int status, string sentence)
    {
        await using var playground = PlaygroundServer.Start();

        using var answer = await playground.PostAsync(path, body);

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(sentence);
    }

    [Fact]
    public async Task A_thousand_events_at_once_are_all_taken_in()
    {
        await using var playground = PlaygroundServer.Start();

        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), async (i, _) =>
            await playground.DoAsync("/events", $$"""{"title":"shard {{i}} fails","severity":"error","service":"shards"}"""));
        var state = await playground.StateAsync();

        state.Status.GetProperty("counts").GetProperty("events").GetInt64().ShouldBe(1000);
        state.Trail.Count.ShouldBeLessThanOrEqualTo(100);
    }

    private static async Task<string> CallAsync(PlaygroundServer playground, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await playground.Http.PostAsync(new Uri("/", UriKind.Relative), form);
        return await answer.Content.ReadAsStringAsync();
    }
}
