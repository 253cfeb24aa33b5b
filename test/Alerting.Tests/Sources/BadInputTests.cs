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
        signal.Title.ShouldBe("A message without a title from alarms");
        signal.Summary.ShouldNotBeNull().ShouldContain("orders");
        signal.Problems.ShouldContain(problem => problem.Contains("looks like JSON", StringComparison.Ordinal));
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

    private static Signal Sns(string message) => EventReader.Read(EventEnvelope.FromSns(
        message, null, Topic, "95df01b4", DateTimeOffset.UnixEpoch, new Dictionary<string,
            string>())).ShouldHaveSingleItem();
}
