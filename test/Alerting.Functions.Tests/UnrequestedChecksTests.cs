using Alerting.Configuration;
using Alerting.Functions.Checks;
using Amazon.Lambda.TestUtilities;

namespace Alerting.Functions.Tests;

public sealed class UnrequestedChecksTests
{
    [Theory]
    [InlineData("off", 1)]
    [InlineData("on", 0)]
    [InlineData(null, 0)]
    public void Checks_that_the_stack_does_not_make_are_in_the_log_once(string? parameter, int warnings)
    {
        var (checks, log) = (new UnrequestedChecks(parameter), new TestLambdaLogger());
        var config = ConfigFile.Load("""
            receivers: { chat: { slack: "https://hooks.slack.com/services/T/B/x" } }
            routes: [{ to: chat }]
            checks: { shop: { url: "https://shop.example.com/" } }
            """, "alerting.yaml", _ => null).Config!;

        checks.Warn(config, log);
        checks.Warn(config, log);

        log.Buffer.ToString().Split("The URLs under checks are not requested").Length.ShouldBe(warnings + 1);
    }
}
