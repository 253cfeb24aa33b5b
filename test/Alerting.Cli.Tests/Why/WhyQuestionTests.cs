using System.Text.RegularExpressions;
using Alerting.Cli.Why;

namespace Alerting.Cli.Tests.Why;

public sealed partial class WhyQuestionTests
{
    [Theory]
    [InlineData("orders", "Orders-5xx", true)]
    [InlineData("5xx (prod)/eu", "orders 5xx (prod)/eu.1", true)]
    [InlineData("a.b", "axb", false)]
    [InlineData("Zähler|x", "der zÄHLER|X", true)]
    [InlineData("[critical] \"db\"", "[critical] \"db\" down", true)]
    [InlineData("nope", "orders", false)]
    public void The_log_is_searched_as_the_record_is(string text, string name, bool matches)
    {
        var question = new WhyQuestion(text, default, default);

        question.Matches(name).ShouldBe(matches);
        Regex.IsMatch(name, Pattern().Match(question.Filter).Groups[1].Value).ShouldBe(matches, question.Filter);
    }

    [Fact]
    public void Text_stays_inside_its_expression() => new WhyQuestion("x/ or 1 = 1\n| limit 1", default, default)
        .Filter.ShouldBe(@"alert like /(?i)x\/ or 1 \= 1.\| limit 1/");

    [Theory]
    [InlineData("#k7f", true)]
    [InlineData("k7f", false)]
    [InlineData("#k7", false)]
    [InlineData("i0123456789abcde", true)]
    [InlineData("orders", false)]
    public void An_incident_is_written_with_its_sign_or_as_its_id(string text, bool isIncident) =>
        WhyQuestion.IsIncident(text).ShouldBe(isIncident);

    [Theory]
    [InlineData("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:orders: 5xx", "orders: 5xx")]
    [InlineData(" orders ", "orders")]
    public void The_arn_of_an_alarm_is_its_name(string text, string name) =>
        WhyQuestion.NameOf(text).ShouldBe(name);

    [Fact]
    public void Near_names_are_those_with_a_letter_or_a_word_in_common() => WhyAnswer
        .MeantBy("ordres-5xx", ["orders-5xx", "payments-5xx", "lambda ordres", "disk"])
        .ShouldBe(["orders-5xx", "lambda ordres"]);

    [GeneratedRegex("^alert like /(.*)/$")]
    private static partial Regex Pattern();
}
