using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;

namespace AwsPackages.Tests;

public sealed class TestUtilitiesTests
{
    [Fact]
    public void A_test_context_has_only_a_logger()
    {
        var context = new TestLambdaContext { AwsRequestId = "r-1", RemainingTime = TimeSpan.FromSeconds(3) };

        context.Logger.ShouldBeOfType<TestLambdaLogger>();
        context.FunctionName.ShouldBeNull();
        ((ILambdaContext)context).RemainingTime.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void A_test_logger_stores_messages_without_filling_placeholders()
    {
        var log = new TestLambdaLogger();

        ((ILambdaLogger)log).LogInformation("hello {who} {n}", "bob", 3);

        var lines = log.Buffer.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("Information: hello {who} {n}");
        lines[1].ShouldBe("\tbob");
        lines[2].ShouldBe("\t3");
    }

    [Fact]
    public void A_test_logger_stores_plain_text_unchanged()
    {
        var log = new TestLambdaLogger();

        log.Log("a");
        log.LogLine("b");

        log.Buffer.ToString().ShouldBe("ab" + Environment.NewLine);
    }
}
