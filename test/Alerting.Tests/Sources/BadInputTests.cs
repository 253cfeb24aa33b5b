using System.Text;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Any input becomes a readable alert that reports what could not be read.</summary>
public class BadInputTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:alarms";

    [Fact]
    public void JSON_truncated_too_early_is_shown_as_text_with_the_position_of_the_error()
    {
        var signal = Sns("""{"AlarmName":"orders","NewStateValue":"ALA""");

        signal.Source.ShouldBe("generic");
        signal.Title.ShouldBe("""JSON that cannot be read from alarms: {"AlarmName":"orders","NewStateValue":"ALA""");
        signal.Summary.ShouldNotBeNull().ShouldContain("orders");
        signal.Problems.ShouldContain(problem => problem.Contains("looks like JSON", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("title")]
    [InlineData("subject")]
    [InlineData("name")]
    public void A_long_title_is_shortened_but_its_full_text_identifies_the_alert(string field)
    {
        var words = string.Join(' ', Enumerable.Repeat("disk full on db-1", 20));
        var signal = Sns($$"""{"{{field}}":"CRITICAL: {{words}}\nand a second line","state":"open"}""");
        var other = Sns($$"""{"{{field}}":"CRITICAL: {{words}} again","state":"open"}""");

        signal.Title.ShouldBe(words[..200] + "…");
        signal.Summary.ShouldBe($"CRITICAL: {words}\nand a second line");
        other.Title.ShouldBe(signal.Title);
        other.Identity.ShouldNotBe(signal.Identity);
    }

    [Fact]
    public void A_long_message_beside_a_name_is_the_summary()
    {
        var prose = string.Join(' ', Enumerable.Repeat("the disk is full", 20));

        var signal = Sns($$"""{"name":"db-1","message":"{{prose}}","severity":"error"}""");

        (signal.Title, signal.Summary).ShouldBe(("db-1", prose));
    }

    [Theory]
    [InlineData("""{"title":"disk full","severity":"critical","host":"db""", "disk full", "critical")]
    [InlineData("""{"severity":"error","title":"disk full on db-1 and""", "disk full on db-1 and", "error")]
    [InlineData("""{"title":"disk full","tags":["a","b"],"payload":{"severity":"critical""", "disk full", "critical")]
    [InlineData("""[{"title":"disk full","severity":"critical"},{"tit""", "disk full", "critical")]
    [InlineData("""{"title":"disk full","severity":"critical","text":"half an escape \u00""", "disk full", "critical")]
    [InlineData("""{"title":"disk full","severity":"critical","count":""", "disk full", "critical")]
    [InlineData("""{"title":"disk full","severity":"critical","count":1""", "disk full", "critical")]
    [InlineData("""{"AlarmName":"orders","NewStateValue":"ALARM","AlarmTags":{"severity":"critical"},"AlarmArn":"arn:aws:cl""", "orders", "critical")]
    [InlineData("""{"source":"aws.guardduty","detail-type":"GuardDuty Finding","detail":{"title":"disk full","severity":9,"arn":"arn:aw""", "disk full", "critical")]
    public void Truncated_JSON_is_read_up_to_where_it_ends(string message, string title, string severity)
    {
        var signal = All(message)[0];

        signal.Title.ShouldBe(title);
        signal.Claims.ShouldHaveSingleItem().Severity.Name().ShouldBe(severity);
        signal.Problems.ShouldContain("The message is truncated JSON, read up to where it ends.");
    }

    [Theory]
    [InlineData("[alert] disk full")]
    [InlineData("{service} is down")]
    [InlineData("[{")]
    [InlineData("""{"foo":"bar""")]
    public void Text_that_is_not_truncated_JSON_or_has_too_little_content_is_shown_as_text(string message) =>
        Sns(message).Problems.ShouldNotContain("The message is truncated JSON, read up to where it ends.");

    [Fact]
    public void Half_an_ARN_is_not_used()
    {
        var signal =
            Sns("""{"AlarmName":"orders","NewStateValue":"ALARM","AWSAccountId":"123456789012","AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:ord""");

        signal.Identity.ShouldBe("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders");
    }

    [Fact]
    public void Only_the_last_of_truncated_records_is_truncated()
    {
        const string body =
            """{"Records":[{"Sns":{"TopicArn":"arn:aws:sns:eu-west-1:123456789012:t","Message":"{\"AlarmName\":\"first\",\"NewStateValue\":\"ALARM\"}"}},{"Sns":{"TopicArn":"arn:aws:sns:eu-west-1:123456789012:t","Message":"{\"AlarmName\":\"second\",\"NewStateValue\":\"ALARM\",\"Reg""";

        var signals = EventReader.Read(Encoding.UTF8.GetBytes(body));

        signals.Select(signal => signal.Name).ShouldBe(["first", "second"]);
        signals[0].Problems.ShouldNotContain(problem => problem.Contains("truncated JSON", StringComparison.Ordinal));
        signals[1].Problems.ShouldContain(problem => problem.Contains("truncated JSON", StringComparison.Ordinal));
    }

    [Fact]
    public void An_alarm_with_deeply_nested_values_is_still_an_alarm()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 3000)) + new string(']', 3000);

        var signal =
            Sns($$"""{"AlarmName":"orders","NewStateValue":"ALARM","StateChangeTime":"2026-11-14T03:00:00Z","x":{{deep}}}""");

        signal.Source.ShouldBe("cloudwatch-alarm");
        signal.Problems.ShouldBe(["The JSON is nested deeper than 64 levels; deeper values are ignored."]);
    }

    [Fact]
    public void An_event_without_records_is_ignored_with_a_reason() =>
        EventReader.ReadEach("""{"Records":[]}"""u8.ToArray()).ShouldHaveSingleItem()
            .IgnoredReason.ShouldBe("The event has no records.");

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        Sns("\uFEFF{\"AlarmName\":\"orders\",\"NewStateValue\":\"ALARM\"}").Source.ShouldBe("cloudwatch-alarm");
        Sns("\uFEFFdisk full").Title.ShouldBe("disk full");
    }

    [Fact]
    public void Quoted_numbers_are_accepted_and_a_wrong_type_costs_only_its_field()
    {
        var signal = Sns("""
            {"AlarmName":"orders","NewStateValue":"ALARM","StateChangeTime":17,"AlarmTags":[1,null,{"Key":"team","Value":7}],
             "Trigger":{"MetricName":"Errors","Threshold":"5.0","Period":"sixty","Dimensions":{"FunctionName":"orders"}}}
            """);

        signal.Source.ShouldBe("cloudwatch-alarm");
        signal.Measurement!.Threshold.ShouldBe(5);
        signal.Measurement.Period.ShouldBeNull();
        signal.Labels["tag_team"].ShouldBe("7");
        signal.Labels["dim_FunctionName"].ShouldBe("orders");
    }

    [Fact]
    public void Nulls_are_absent()
    {
        var signal =
            Sns("""{"AlarmName":null,"AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a:b/c","NewStateValue":null,"NewStateReason":"x","Trigger":null}""");

        signal.Name.ShouldBe("a:b/c");
        signal.Problems.ShouldContain("The alarm has no NewStateValue; treated as firing.");
    }

    [Fact]
    public void The_last_of_duplicate_keys_is_used() =>
        Sns("""{"AlarmName":"first","AlarmName":"last","NewStateValue":"ALARM"}""").Name.ShouldBe("last");

    [Theory]
    [InlineData("""{"AlarmName":"a","AlarmName":"b","NewStateValue":"ALARM"}""",
        "Duplicate key \"AlarmName\" in one object; the last value is used.")]
    [InlineData("""{"title":"disk","status":"firing","status":"resolved","severity":"error","x":[{"a":1,"a":2}]}""",
        "Duplicate keys in one object: \"status\", \"a\"; the last value of each is used.")]
    [InlineData("""{"AlarmName":"a","NewStateValue":"ALARM","Trigger":{"MetricName":"Errors","Threshold":"many","Dimensions":7}}""",
        "Field \"Trigger.Threshold\" ignored: \"many\" is not a number.")]
    [InlineData("""{"AlarmName":"a","NewStateValue":"ALARM","Trigger":{"MetricName":"Errors","Dimensions":7}}""",
        "Field \"Trigger.Dimensions\" ignored: 7 is not a list of names and values.")]
    [InlineData("""{"AlarmName":"a","NewStateValue":"ALARM","AlarmTags":"team"}""",
        "Field \"AlarmTags\" ignored: \"team\" is not an object.")]
    [InlineData("""{"AlarmName":"a","NewStateValue":["ALARM"]}""",
        "Field \"NewStateValue\" ignored: [\"ALARM\"] is not text.")]
    [InlineData("""{"source":"aws.guardduty","detail-type":"GuardDuty Finding","detail":{"severity":"bananas","type":"x"}}""",
        "Field \"detail.severity\" ignored: \"bananas\" is not a number.")]
    [InlineData("""{"source":"aws.codebuild","detail-type":"CodeBuild Build State Change","time":"yesterday","detail":{"build-status":"FAILED","project-name":"p"}}""",
        "Field \"time\" ignored: \"yesterday\" is not a time such as 2026-11-14T03:00:00Z.")]
    [InlineData("""{"source":"aws.codebuild","detail-type":"CodeBuild Build State Change","region":"Ireland!","detail":{"build-status":"FAILED","project-name":"p"}}""",
        "Field \"region\" ignored: \"Ireland!\" is not a region such as eu-west-1.")]
    [InlineData("""{"source":"aws.inspector2","detail-type":"Inspector2 Finding","detail":{"findingArn":"arn:x","title":"t","severity":"BANANAS"}}""",
        "Unknown severity \"BANANAS\".")]
    [InlineData("""{"title":"disk full","severity":"bananas","status":"firing"}""",
        "Field \"severity\" ignored: \"bananas\" is not a severity such as critical, error, warning or info.")]
    [InlineData("""{"title":"disk full","severity":3000,"status":"firing"}""",
        "Field \"severity\" ignored: 3000 is not a severity such as critical, error, warning or info.")]
    [InlineData("""{"title":"disk full","severity":"error","status":"frobnicated"}""",
        "Field \"status\" ignored: \"frobnicated\" is not a state such as firing or resolved; treated as firing.")]
    [InlineData("""{"title":"disk full","severity":"error","timestamp":"the other day"}""",
        "Field \"timestamp\" ignored: \"the other day\" is not a time such as 2026-11-14T03:00:00Z.")]
    [InlineData("""{"alerts":[{"status":"firing","labels":{"alertname":"x"},"startsAt":"soon","generatorURL":"javascript:1"}],"groupKey":"g"}""",
        "Field \"alerts.startsAt\" ignored: \"soon\" is not a time such as 2026-11-14T03:00:00Z.")]
    [InlineData("""{"alerts":[{"status":"firing","labels":{"alertname":"x"},"generatorURL":"javascript:1"}],"groupKey":"g"}""",
        "Link \"Source\" removed: its URL does not begin with https:// or http://.")]
    public void An_unreadable_field_is_explained_in_one_sentence(string message, string sentence)
    {
        var signal = Sns(message);

        signal.Problems.ShouldContain(sentence);
        signal.Title.ShouldNotContain("without a title");
    }

    /// <summary>Whoever writes the rule writes all its annotations.</summary>
    [Theory]
    [InlineData("\"runbook\":\"https://w.example/r\"", "Runbook https://w.example/r")]
    [InlineData("\"link\":\"https://w.example/l\",\"playbook\":\"https://w.example/p\"",
        "Playbook https://w.example/p, Link https://w.example/l")]
    [InlineData("\"dashboard\":\"https://w.example/d\",\"dashboard_url\":\"https://w.example/d\"",
        "Dashboard https://w.example/d")]
    [InlineData("\"runbook\":\"restart it\",\"team\":\"https://w.example/t\"", "")]
    public void Links_in_annotations_are_links_of_the_message(string annotations, string links)
    {
        var signal = Sns("""{"alerts":[{"status":"firing","labels":{"alertname":"x"},"annotations":{"""
            + annotations + """}}],"groupKey":"g"}""");

        string.Join(", ", signal.Links.Select(link => $"{link.Text} {link.Url}")).ShouldBe(links);
        signal.Facts.Select(fact => fact.Value).Intersect(signal.Links.Select(link => link.Url)).ShouldBeEmpty();
    }

    [Fact]
    public void A_second_severity_that_can_be_read_is_not_reported_as_unreadable()
    {
        var signal =
            Sns("""{"title":"memory","severity":"critical","labels":{"severity":"critical"},"status":"firing"}""");

        signal.Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Beyond_eight_unreadable_fields_are_only_counted()
    {
        var attributes = string.Join(',', Enumerable.Range(0, 30).Select(i => $"\"d{i}\":[{i}]"));

        var problems =
            Sns("{\"AlarmName\":\"a\",\"NewStateValue\":\"ALARM\",\"StateChangeTime\":\"2026-11-14T03:00:00Z\",\"Trigger\":{\"MetricName\":\"m\",\"Dimensions\":{" + attributes + "}}}").Problems;

        problems.Count.ShouldBe(9);
        problems[^1].ShouldBe("22 more fields could not be read.");
    }

    [Theory]
    [InlineData("null", "An empty message")]
    [InlineData("{}", "An empty message")]
    [InlineData("[]", "An empty message")]
    [InlineData("42", "A message that says only 42 from alarms")]
    [InlineData("true", "A message that says only true from alarms")]
    [InlineData("""{"Records":[]}""", "An event without records")]
    public void A_message_without_content_has_a_title_that_says_so(string message, string title) =>
        Sns(message).Title.ShouldBe(title);

    [Fact]
    public void A_name_of_300_KB_is_truncated_everywhere()
    {
        var name = new string('n', 300 * 1024);

        var signal =
            Sns($$"""{"AlarmName":"{{name}}","NewStateValue":"ALARM","StateChangeTime":"2026-11-14T03:00:00Z","AlarmTags":{"team":"{{name}}"} }""");

        signal.Name.Length.ShouldBe(SignalLimits.LongestName);
        signal.Title.Length.ShouldBe(SignalLimits.LongestName);
        signal.Labels["tag_team"].Length.ShouldBe(SignalLimits.LongestLabel);
        (signal.Identity.Length + signal.EventKey.Length).ShouldBeLessThan(1000);
        signal.Problems.ShouldBe(
        [
            "The name has 307200 characters; truncated to 500.", "The title has 307200 characters; truncated to 500.",
            "The label tag_team has 307200 characters; truncated to 1000.",
        ]);
    }

    [Fact]
    public void A_message_of_256_KB_is_read()
    {
        var reason = new string('x', 256 * 1024);

        Sns($$"""{"AlarmName":"orders","NewStateValue":"ALARM","NewStateReason":"{{reason}}"}""").Summary!.Length
            .ShouldBe(reason.Length);
        Sns(reason).Title.Length.ShouldBeLessThan(250);
    }

    [Fact]
    public void JSON_nested_too_deep_is_read_by_the_generic_reader()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000);

        Sns(deep).Problems.ShouldContain(problem => problem.Contains("nested deeper than", StringComparison.Ordinal));
        EventReader.Read(Encoding.UTF8.GetBytes(deep)).ShouldHaveSingleItem().Source.ShouldBe("generic");
    }

    [Fact]
    public void An_unknown_state_is_reported_and_fires()
    {
        var signal = Sns("""{"AlarmName":"orders","NewStateValue":"EVALUATION_ERROR"}""");

        signal.Status.ShouldBe(AlertStatus.Firing);
        signal.Problems.ShouldContain(problem => problem.Contains("EVALUATION_ERROR", StringComparison.Ordinal));
    }

    [Fact]
    public void Invalid_UTF_8_is_replaced()
    {
        byte[] body = [.. "{\"title\":\"disk "u8, 0xFF, 0xFE, .. " full\"}"u8];

        EventReader.Read(body).ShouldHaveSingleItem().Title.ShouldBe("disk \uFFFD\uFFFD full");
    }

    [Theory]
    [InlineData("""{"title":"cut in an emoji \ud83d"}""", "cut in an emoji \uFFFD")]
    [InlineData("""{"title":"whole \ud83d\ude80"}""", "whole \U0001F680")]
    [InlineData("""{"title":"a path \\ud83d"}""", "a path \\ud83d")]
    [InlineData("""{"title":"other half \ude80\ud83d\ude80"}""", "other half \uFFFD\U0001F680")]
    public void Half_an_escaped_surrogate_pair_is_replaced(string message, string title) =>
        Sns(message).Title.ShouldBe(title);

    [Fact]
    public void A_lone_surrogate_in_the_text_is_replaced() =>
        EventReader.Read(
            EventEnvelope.FromSns("{\"title\":\"x \ud83d\"}", null, Topic, "1", null, new Dictionary<string,
                string>()))
            .ShouldHaveSingleItem().Title.ShouldBe("x \uFFFD");

    [Fact]
    public void An_empty_message_is_still_an_alert() => Sns("").Title.ShouldBe("An empty message");

    [Fact]
    public void A_broken_record_does_not_affect_the_others()
    {
        const string body =
            """{"Records":[7,{"Sns":"x"},null,{"Sns":{"TopicArn":"x","Message":{"AlarmName":"orders","NewStateValue":"ALARM"}}}]}""";

        var signals = EventReader.Read(Encoding.UTF8.GetBytes(body));

        signals.Count.ShouldBe(4);
        signals[3].Source.ShouldBe("cloudwatch-alarm");
    }

    [Fact]
    public void An_invalid_region_does_not_go_into_links()
    {
        var signal =
            EventReader.Read(
                """{"source":"aws.ec2","detail-type":"EC2 Instance State-change Notification","region":"x\"><b>","detail":{"instance-id":"i-1","state":"stopped"}}"""u8.ToArray())
            .ShouldHaveSingleItem();

        signal.Region.ShouldBeNull();
        signal.Links.ShouldAllBe(link => !link.Url.Contains('<'));
    }

    private static Signal Sns(string message) => All(message).ShouldHaveSingleItem();

    private static IReadOnlyList<Signal> All(string message) => EventReader.Read(EventEnvelope.FromSns(
        message, null, Topic, "95df01b4", DateTimeOffset.UnixEpoch, new Dictionary<string, string>()));
}
