namespace Alerting.Cli.Tests.Alarms;

public sealed class AlarmsMistakesTests
{
    private const string Queue = "arn:aws:sqs:eu-west-1:123456789012:orders";

    [Theory]
    [InlineData("orders-api", "Line 1: \"orders-api\" is not an ARN.")]
    [InlineData(Queue + "\n\narn:aws:sqs:eu-west-1:12:orders", "Line 3: \"arn:aws:sqs:eu-west-1:12:orders\" is " +
        "not an ARN.")]
    [InlineData("arn:aws:sqs", "Line 1: \"arn:aws:sqs\" is not an ARN.")]
    [InlineData(" \n", "The input is empty.")]
    [InlineData("# nothing yet", "The input has only comments.")]
    [InlineData("{\n \"ResourceTagMappingList\": [\n}", "Line 3 of the input is not valid JSON.")]
    [InlineData("{\"a\":1}", "The JSON is not a list of resources.")]
    [InlineData("\"text\"", "Line 1: \"\"text\"\" is not an ARN.")]
    [InlineData("[1]", "Resource 1 of the list, \"1\", is not an ARN.")]
    [InlineData("[{\"ResourceArn\":1}]", "Resource 1 of the list, without ResourceARN, is not an ARN.")]
    [InlineData("{\"ResourceTagMappingList\":[{\"ResourceARN\":\"x\"}]}", "Resource 1 of the list, \"x\", is " +
        "not an ARN.")]
    [InlineData("{\"StackResources\":[{\"LogicalResourceId\":\"Q\"}]}", "Q has no ResourceType.")]
    [InlineData("Resources:\n  Q: {Type: [", "Line 3 of the template is not valid YAML")]
    [InlineData("Resources: []", "The template has no Resources.")]
    [InlineData("AWSTemplateFormatVersion: 2010-09-09", "The template has no Resources.")]
    [InlineData("Resources:\n  Q: {}", "Q has no Type.")]
    [InlineData("Resources:\n  my-queue: {Type: AWS::SQS::Queue}", "\"my-queue\" is not a resource.")]
    [InlineData("Resources:\n  Q: text", "\"Q\" is not a resource.")]
    public async Task Bad_input_gets_one_sentence(string input, string sentence)
    {
        var result = await AlarmsRun.OfTextAsync(input);

        (result.ExitCode, result.Output).ShouldBe((2, ""));
        result.Error.ShouldStartWith($"alerting: {sentence}");
        result.Error.Trim().ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("Shop/Orders", "is not a metric with a threshold. Write it as")]
    [InlineData("Shop/Orders:Sum<1/15", "Its period must be whole minutes, from 1m to 1d")]
    [InlineData("Shop/Orders:Sum<1/90s", "Its period must be whole minutes, from 1m to 1d")]
    [InlineData("Shop/Orders:Total<1/15m", "is not a metric with a threshold")]
    [InlineData("Shop/Orders:Sum<1/15m@high", "Its severity must be critical, error, warning or info")]
    [InlineData("Shop/Orders{Channel}:Sum<1/15m", "is not a metric with a threshold")]
    [InlineData("Orders:Sum<1/15m", "is not a metric with a threshold")]
    public async Task A_metric_that_cannot_be_read_is_named(string metric, string sentence)
    {
        var result = await AlarmsRun.OfAsync("--metric", metric);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(sentence);
        result.Error.ShouldContain(metric);
    }

    [Theory]
    [InlineData("--part", "3/2", "\"3/2\" is not a part.")]
    [InlineData("--runbooks", "wiki", "\"wiki\" is not a URL.")]
    public async Task An_option_that_cannot_be_read_is_named(string option, string value, string sentence)
    {
        var result = await AlarmsRun.OfTextAsync(Queue, option, value);

        result.ExitCode.ShouldBe(2);
        result.Error.ShouldContain(sentence);
    }

    [Fact]
    public async Task Without_a_file_or_a_metric_it_says_what_is_missing() =>
        (await AlarmsRun.OfAsync()).Error.ShouldContain("FILE is missing.");

    [Fact]
    public async Task Metrics_alone_are_enough()
    {
        var result = await AlarmsRun.OfAsync("--metric", "Shop/Orders:Sum<1/15m", "--metric", "Shop/Orders:Sum<1/1h");

        result.ExitCode.ShouldBe(0);
        result.Output.ShouldContain("Shop/Orders: below 1 (");
    }

    [Fact]
    public async Task Nothing_that_it_knows_is_the_answer_no()
    {
        var result = await AlarmsRun.OfTextAsync("arn:aws:s3:::assets");

        (result.ExitCode, result.Output).ShouldBe((1, ""));
        result.Error.ShouldContain("arn:aws:s3:::assets");
    }
}
