using Alerting.Routing;

namespace Alerting.Tests.Routing;

/// <summary>Building a regex takes milliseconds of a cold start.</summary>
public sealed class PlainPatternTests
{
    [Theory]
    [InlineData("error|critical", "critical")]
    [InlineData("api_v2", "api_v2")]
    [InlineData("orders-api", "orders-api")]
    [InlineData("/aws/lambda/orders", "/aws/lambda/orders")]
    [InlineData("disk full", "disk full")]
    [InlineData("arn:aws", "arn:aws")]
    [InlineData("example\\.com", "example.com")]
    [InlineData(".*-canary", "shop-canary")]
    [InlineData("api-.*", "api-orders")]
    public void Words_need_no_regex(string pattern, string value) =>
        PlainPattern.Of(pattern).ShouldNotBeNull().IsMatch(value).ShouldBeTrue();

    [Theory]
    [InlineData("a.b")]
    [InlineData("a+")]
    [InlineData("(a|b)")]
    [InlineData("a.*b")]
    [InlineData("a|b?")]
    public void Anything_else_does(string pattern) => PlainPattern.Of(pattern).ShouldBeNull();
}
