using Alerting.Routing;

namespace Alerting.Tests.Configuration;

public class Matchers
{
    [Theory]
    [InlineData("severity = \"warning\"", "severity = \"warning\"")]
    [InlineData("severity=warning", "severity = \"warning\"")]
    [InlineData("  name !~ api-.*  ", "name !~ \"api-.*\"")]
    [InlineData("name =~ \"a\\.b\"", "name =~ \"a\\.b\"")]
    [InlineData("name = \"say \\\"hi\\\"\"", "name = \"say \\\"hi\\\"\"")]
    [InlineData("team = \"\"", "team = \"\"")]
    [InlineData("team != ", "team != \"\"")]
    [InlineData("{a=\"b\", c=~\"d,e\"}", "a = \"b\"; c =~ \"d,e\"")]
    [InlineData("a=b, c!=d", "a = \"b\"; c != \"d\"")]
    [InlineData("{}", "")]
    [InlineData("tag_cost-center = 12", "tag_cost-center = \"12\"")]
    public void Have_the_syntax_of_Alertmanager(string text, string matchers)
    {
        var read = new List<Matcher>();

        MatcherSyntax.Parse(text, read).ShouldBeNull();

        string.Join("; ", read).ShouldBe(matchers);
    }

    [Theory]
    [InlineData("error|critical", "critical", true)]
    [InlineData("error|critical", "errors", false)]
    [InlineData(".*-canary", "checkout-canary", true)]
    [InlineData(".*-canary", "checkout-canary-2", false)]
    [InlineData("api-.*|.*cdn.*", "api-", true)]
    [InlineData("api-.*|.*cdn.*", "the cdn of it", true)]
    [InlineData("a\\.b", "a.b", true)]
    [InlineData("a\\.b", "axb", false)]
    [InlineData("a.b", "axb", true)]
    [InlineData("a|", "", true)]
    [InlineData("(?i)error", "ERROR", true)]
    [InlineData("[ab]+", "abc", false)]
    [InlineData(".*", "two\nlines", true)]
    [InlineData("a.c", "a\nc", true)]
    public void A_pattern_must_match_the_whole_value(string pattern, string value, bool matches) =>
        Matcher.Create("name", MatcherOperator.Matches, pattern)
            .Matches(new Dictionary<string, string> { ["name"] = value }).ShouldBe(matches);

    [Fact]
    public void A_pattern_cannot_break_out_of_its_anchors() =>
        Matcher.TryCreate("name", MatcherOperator.Matches, "a)|(b", out _, out var error).ShouldBeFalse(error);
}
