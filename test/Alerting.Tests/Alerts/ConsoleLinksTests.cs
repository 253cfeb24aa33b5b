using Alerting.Alerts;

namespace Alerting.Tests.Alerts;

public sealed class ConsoleLinksTests
{
    [Theory]
    [InlineData("eu-west-1", "console.aws.amazon.com")]
    [InlineData("cn-north-1", "console.amazonaws.cn")]
    [InlineData("us-gov-west-1", "console.amazonaws-us-gov.com")]
    [InlineData("eusc-de-east-1", "console.amazonaws-eusc.eu")]
    public void Each_partition_has_its_own_host(string region, string host) =>
        ConsoleLinks.Alarm(region, "a").ShouldBe($"https://{host}/cloudwatch/home?region={region}#alarmsV2:alarm/a");

    [Fact]
    public void The_partition_of_an_ARN_wins_over_the_regions_name() =>
        ConsoleLinks.Alarm("eu-new-1", "a", "aws-eusc").ShouldBe(
            "https://console.amazonaws-eusc.eu/cloudwatch/home?region=eu-new-1#alarmsV2:alarm/a");

    [Theory]
    [InlineData("us-iso-east-1", null)]
    [InlineData("eu-isoe-west-1", null)]
    [InlineData("eu-west-1", "aws-iso-b")]
    [InlineData("eu-west-1", "aws-of-tomorrow")]
    public void A_partition_without_a_public_console_has_no_links(string region, string? partition) =>
        ConsoleLinks.Alarm(region, "a", partition).ShouldBeNull();

    [Theory]
    [InlineData("ecs/service/upscale", "ecs$2Fservice$2Fupscale")]
    [InlineData("orders api", "orders$20api")]
    [InlineData("#1 | orders", "$231$20$7C$20orders")]
    [InlineData("Überlast é", "$C3$9Cberlast$20$C3$A9")]
    [InlineData("100%", "100$25")]
    [InlineData("a$b", "a$24b")]
    public void A_name_is_escaped_as_the_console_does(string name, string escaped) =>
        ConsoleLinks.Alarm("eu-west-1", name).ShouldNotBeNull().ShouldEndWith("#alarmsV2:alarm/" + escaped);

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character() =>
        ConsoleLinks.Alarm("eu-west-1", "a\ud800b").ShouldNotBeNull().ShouldEndWith("#alarmsV2:alarm/a$EF$BF$BDb");

    [Fact]
    public void A_log_group_is_escaped_twice_and_opens_around_the_moment() =>
        ConsoleLinks.LogGroup("eu-west-1", "/aws/lambda/orders", Some.Time).ShouldBe(
            "https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/" +
            "$252Faws$252Flambda$252Forders/log-events$3Fstart$3D1794623460000$26end$3D1794624360000");

    [Fact]
    public void Insights_opens_with_the_query_filled_in() =>
        ConsoleLinks.LogsInsights("cn-north-1", "/ecs/shop", "filter @message like \"a~b\"", Some.Time,
            Some.Time.AddMinutes(1)).ShouldBe(
            "https://console.amazonaws.cn/cloudwatch/home?region=cn-north-1#logsV2:logs-insights$3FqueryDetail$3D" +
            "~(end~'2026-11-14T02*3A42*3A00.000Z~start~'2026-11-14T02*3A41*3A00.000Z~timeType~'ABSOLUTE~tz~'UTC" +
            "~editorString~'filter*20*40message*20like*20*22a*7Eb*22~source~(~'*2Fecs*2Fshop))");
}
