using System.Text;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Whatever comes in becomes a readable alert that says what could not be read.</summary>
public class BadInputTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:123456789012:alarms";

    [Fact]
    public void Truncated_JSON_is_shown_as_text_and_says_where_it_breaks()
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
    public void A_title_of_any_length_is_a_title(string field)
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
    public void Prose_beside_a_name_stays_the_text()
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
    public void JSON_that_breaks_off_is_read_as_far_as_it_goes(string message, string title, string severity)
    {
        var signal = All(message)[0];

        signal.Title.ShouldBe(title);
        signal.Claims.ShouldHaveSingleItem().Severity.Name().ShouldBe(severity);
        signal.Problems.ShouldContain("The message is JSON that breaks off; it is read as far as it goes.");
    }

    [Theory]
    [InlineData("[alert] disk full")]
    [InlineData("{service} is down")]
    [InlineData("[{")]
    [InlineData("""{"foo":"bar""")]
    public void What_breaks_elsewhere_or_says_too_little_is_shown_as_text(string message) =>
        Sns(message).Problems.ShouldNotContain("The message is JSON that breaks off; it is read as far as it goes.");

    [Fact]
    public void Half_a_name_is_not_taken_for_another()
    {
        var signal = Sns("""{"AlarmName":"orders","NewStateValue":"ALARM","AWSAccountId":"123456789012","AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:ord""");

        signal.Identity.ShouldBe("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders");
    }

    [Fact]
    public void Of_records_that_break_off_the_whole_ones_are_whole()
    {
        const string body = """{"Records":[{"Sns":{"TopicArn":"arn:aws:sns:eu-west-1:123456789012:t","Message":"{\"AlarmName\":\"first\",\"NewStateValue\":\"ALARM\"}"}},{"Sns":{"TopicArn":"arn:aws:sns:eu-west-1:123456789012:t","Message":"{\"AlarmName\":\"second\",\"NewStateValue\":\"ALARM\",\"Reg""";

        var signals = EventReader.Read(Encoding.UTF8.GetBytes(body));

        signals.Select(signal => signal.Name).ShouldBe(["first", "second"]);
        signals[0].Problems.ShouldNotContain(problem => problem.Contains("breaks off", StringComparison.Ordinal));
        signals[1].Problems.ShouldContain(problem => problem.Contains("breaks off", StringComparison.Ordinal));
    }

    [Fact]
    public void An_alarm_with_something_deep_in_it_is_an_alarm()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 3000)) + new string(']', 3000);

        var signal = Sns($$"""{"AlarmName":"orders","NewStateValue":"ALARM","StateChangeTime":"2026-11-14T03:00:00Z","x":{{deep}}}""");

        signal.Source.ShouldBe("cloudwatch-alarm");
        signal.Problems.ShouldBe(["The message looks like JSON that nests deeper than 64 levels; what lies deeper is not read."]);
    }

    [Fact]
    public void An_event_without_records_tells_nothing_and_says_so() =>
        EventReader.ReadEach("""{"Records":[]}"""u8.ToArray()).ShouldHaveSingleItem()
            .NothingBecause.ShouldBe("The event has no records.");

    [Fact]
    public void The_mark_of_the_byte_order_is_no_part_of_a_message()
    {
        Sns("\uFEFF{\"AlarmName\":\"orders\",\"NewStateValue\":\"ALARM\"}").Source.ShouldBe("cloudwatch-alarm");
        Sns("\uFEFFdisk full").Title.ShouldBe("disk full");
    }

    [Fact]
    public void Numbers_in_quotes_and_wrong_types_cost_only_themselves()
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
        var signal = Sns("""{"AlarmName":null,"AlarmArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a:b/c","NewStateValue":null,"NewStateReason":"x","Trigger":null}""");

        signal.Name.ShouldBe("a:b/c");
        signal.Problems.ShouldContain("The alarm has no NewStateValue; it is taken to fire.");
    }

    [Fact]
    public void The_last_of_duplicated_keys_counts() =>
        Sns("""{"AlarmName":"first","AlarmName":"last","NewStateValue":"ALARM"}""").Name.ShouldBe("last");

    [Theory]
    [InlineData("""{"AlarmName":"a","AlarmName":"b","NewStateValue":"ALARM"}""",
        "The key \"AlarmName\" stands more than once in the same object; its last value counts.")]
    [InlineData("""{"title":"disk","status":"firing","status":"resolved","severity":"error","x":[{"a":1,"a":2}]}""",
        "These keys stand more than once in the same object: \"status\", \"a\"; the last value of each counts.")]
    [InlineData("""{"AlarmName":"a","NewStateValue":"ALARM","Trigger":{"MetricName":"Errors","Threshold":"many","Dimensions":7}}""",
        "The field \"Trigger.Threshold\" is not read: \"many\" is not a number.")]
    [InlineData("""{"AlarmName":"a","NewStateValue":"ALARM","Trigger":{"MetricName":"Errors","Dimensions":7}}""",
        "The field \"Trigger.Dimensions\" is not read: 7 is not a list of names and values.")]
    [InlineData("""{"AlarmName":"a","NewStateValue":"ALARM","AlarmTags":"team"}""",
        "The field \"AlarmTags\" is not read: \"team\" is not an object.")]
    [InlineData("""{"AlarmName":"a","NewStateValue":["ALARM"]}""",
        "The field \"NewStateValue\" is not read: [\"ALARM\"] is not text.")]
    [InlineData("""{"source":"aws.guardduty","detail-type":"GuardDuty Finding","detail":{"severity":"bananas","type":"x"}}""",
        "The field \"detail.severity\" is not read: \"bananas\" is not a number.")]
    [InlineData("""{"source":"aws.codebuild","detail-type":"CodeBuild Build State Change","time":"yesterday","detail":{"build-status":"FAILED","project-name":"p"}}""",
        "The field \"time\" is not read: \"yesterday\" is not a time such as 2026-11-14T03:00:00Z.")]
    [InlineData("""{"source":"aws.codebuild","detail-type":"CodeBuild Build State Change","region":"Ireland!","detail":{"build-status":"FAILED","project-name":"p"}}""",
        "The field \"region\" is not read: \"Ireland!\" is not a region such as eu-west-1.")]
    [InlineData("""{"source":"aws.inspector2","detail-type":"Inspector2 Finding","detail":{"findingArn":"arn:x","title":"t","severity":"BANANAS"}}""",
        "The finding's severity \"BANANAS\" is not known.")]
    [InlineData("""{"title":"disk full","severity":"bananas","status":"firing"}""",
        "The field \"severity\" is not read: \"bananas\" is not a severity such as critical, error, warning or info.")]
    [InlineData("""{"title":"disk full","severity":3,"status":"firing"}""",
        "The field \"severity\" is not read: 3 is not a severity such as critical, error, warning or info.")]
    [InlineData("""{"title":"disk full","severity":"error","status":"frobnicated"}""",
        "The field \"status\" is not read: \"frobnicated\" is not a state such as firing or resolved, so it is taken to fire.")]
    [InlineData("""{"title":"disk full","severity":"error","timestamp":"the other day"}""",
        "The field \"timestamp\" is not read: \"the other day\" is not a time such as 2026-11-14T03:00:00Z.")]
    [InlineData("""{"alerts":[{"status":"firing","labels":{"alertname":"x"},"startsAt":"soon","generatorURL":"javascript:1"}],"groupKey":"g"}""",
        "The field \"alerts.startsAt\" is not read: \"soon\" is not a time such as 2026-11-14T03:00:00Z.")]
    [InlineData("""{"alerts":[{"status":"firing","labels":{"alertname":"x"},"generatorURL":"javascript:1"}],"groupKey":"g"}""",
        "The link Source is left out: its address does not begin with https:// or http://.")]
    public void What_cannot_be_read_is_told_in_a_sentence(string message, string sentence)
    {
        var signal = Sns(message);

        signal.Problems.ShouldContain(sentence);
        signal.Title.ShouldNotContain("without a title");
    }

    [Fact]
    public void Of_many_misread_fields_the_last_are_counted()
    {
        var attributes = string.Join(',', Enumerable.Range(0, 30).Select(i => $"\"d{i}\":[{i}]"));

        var problems = Sns("{\"AlarmName\":\"a\",\"NewStateValue\":\"ALARM\",\"StateChangeTime\":\"2026-11-14T03:00:00Z\",\"Trigger\":{\"MetricName\":\"m\",\"Dimensions\":{" + attributes + "}}}").Problems;

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
    public void What_says_nothing_has_a_title_that_says_so(string message, string title) => Sns(message).Title.ShouldBe(title);

    [Fact]
    public void A_name_of_300_KB_is_cut_wherever_it_stands()
    {
        var name = new string('n', 300 * 1024);

        var signal = Sns($$"""{"AlarmName":"{{name}}","NewStateValue":"ALARM","StateChangeTime":"2026-11-14T03:00:00Z","AlarmTags":{"team":"{{name}}"} }""");

        signal.Name.Length.ShouldBe(SignalLimits.LongestName);
        signal.Title.Length.ShouldBe(SignalLimits.LongestName);
        signal.Labels["tag_team"].Length.ShouldBe(SignalLimits.LongestLabel);
        (signal.Identity.Length + signal.EventKey.Length).ShouldBeLessThan(1000);
        signal.Problems.ShouldBe(
        [
            "The name has 307200 characters and is cut to 500.", "The title has 307200 characters and is cut to 500.",
            "The label tag_team has 307200 characters and is cut to 1000.",
        ]);
    }

    [Fact]
    public void A_message_of_256_KB_is_read()
    {
        var reason = new string('x', 256 * 1024);

        Sns($$"""{"AlarmName":"orders","NewStateValue":"ALARM","NewStateReason":"{{reason}}"}""").Summary!.Length.ShouldBe(reason.Length);
        Sns(reason).Title.Length.ShouldBeLessThan(250);
    }

    [Fact]
    public void JSON_deeper_than_any_event_is_shown_as_text()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 5000)) + "1" + new string('}', 5000);

        Sns(deep).Problems.ShouldContain(problem => problem.Contains("looks like JSON", StringComparison.Ordinal));
        EventReader.Read(Encoding.UTF8.GetBytes(deep)).ShouldHaveSingleItem().Source.ShouldBe("generic");
    }

    [Fact]
    public void Unknown_words_are_told_and_taken_to_fire()
    {
        var signal = Sns("""{"AlarmName":"orders","NewStateValue":"EVALUATION_ERROR"}""");

        signal.Status.ShouldBe(AlertStatus.Firing);
        signal.Problems.ShouldContain(problem => problem.Contains("EVALUATION_ERROR", StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_read()
    {
        byte[] body = [.. "{\"title\":\"disk "u8, 0xFF, 0xFE, .. " full\"}"u8];

        EventReader.Read(body).ShouldHaveSingleItem().Title.ShouldBe("disk \uFFFD\uFFFD full");
    }

    [Theory]
    [InlineData("""{"title":"cut in an emoji \ud83d"}""", "cut in an emoji \uFFFD")]
    [InlineData("""{"title":"whole \ud83d\ude80"}""", "whole \U0001F680")]
    [InlineData("""{"title":"a path \\ud83d"}""", "a path \\ud83d")]
    [InlineData("""{"title":"other half \ude80\ud83d\ude80"}""", "other half \uFFFD\U0001F680")]
    public void Half_a_surrogate_pair_harms_nothing(string message, string title) =>
        Sns(message).Title.ShouldBe(title);

    [Fact]
    public void A_lone_surrogate_in_the_text_itself_harms_nothing() =>
        EventReader.Read(
            EventEnvelope.FromSns("{\"title\":\"x \ud83d\"}", null, Topic, "1", null, new Dictionary<string,
                string>()))
            .ShouldHaveSingleItem().Title.ShouldBe("x \uFFFD");

    [Fact]
    public void An_empty_message_is_still_told() => Sns("").Title.ShouldBe("An empty message");

    [Fact]
    public void One_broken_record_harms_no_other()
    {
        const string body = """{"Records":[7,{"Sns":"x"},null,{"Sns":{"TopicArn":"x","Message":{"AlarmName":"orders","NewStateValue":"ALARM"}}}]}""";

        var signals = EventReader.Read(Encoding.UTF8.GetBytes(body));

        signals.Count.ShouldBe(4);
        signals[3].Source.ShouldBe("cloudwatch-alarm");
    }

    [Fact]
    public void What_is_not_a_region_does_not_go_into_links()
    {
        var signal = EventReader.Read("""{"source":"aws.ec2","detail-type":"EC2 Instance State-change Notification","region":"x\"><b>","detail":{"instance-id":"i-1","state":"stopped"}}"""u8.ToArray())
            .ShouldHaveSingleItem();

        signal.Region.ShouldBeNull();
        signal.Links.ShouldAllBe(link => !link.Url.Contains('<'));
    }

    private static Signal Sns(string message) => All(message).ShouldHaveSingleItem();

    private static IReadOnlyList<Signal> All(string message) => EventReader.Read(EventEnvelope.FromSns(
        message, null, Topic, "95df01b4", DateTimeOffset.UnixEpoch, new Dictionary<string, string>()));
}
