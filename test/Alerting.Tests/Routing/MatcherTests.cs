using Alerting.Routing;

namespace Alerting.Tests.Routing;

public sealed class MatcherTests
{
    private static readonly Dictionary<string, string> Labels =
        new() { ["name"] = "orders-api", ["severity"] = "error" };

    [Theory]
    [InlineData("name", MatcherOperator.Equal, "orders-api", true)]
    [InlineData("name", MatcherOperator.Equal, "orders", false)]
    [InlineData("name", MatcherOperator.NotEqual, "orders", true)]
    [InlineData("name", MatcherOperator.NotEqual, "orders-api", false)]
    [InlineData("absent", MatcherOperator.Equal, "", true)]
    [InlineData("absent", MatcherOperator.NotEqual, "x", true)]
    [InlineData("severity", MatcherOperator.Matches, "error|critical", true)]
    [InlineData("severity", MatcherOperator.Matches, "err", false)]
    [InlineData("name", MatcherOperator.Matches, "orders.*", true)]
    [InlineData("name", MatcherOperator.Matches, "rders.*", false)]
    [InlineData("name", MatcherOperator.Matches, "a.*|.*-api", true)]
    [InlineData("name", MatcherOperator.NotMatches, ".*-canary", true)]
    [InlineData("name", MatcherOperator.NotMatches, "orders.*", false)]
    [InlineData("name", MatcherOperator.NotMatches, "[a-z]+", true)]
    [InlineData("name", MatcherOperator.NotMatches, "[a-z-]+", false)]
    [InlineData("absent", MatcherOperator.NotMatches, "orders.*", true)]
    [InlineData("absent", MatcherOperator.NotMatches, ".+", true)]
    [InlineData("absent", MatcherOperator.NotMatches, ".*", false)]
    [InlineData("absent", MatcherOperator.NotMatches, "|orders", false)]
    [InlineData("absent", MatcherOperator.Matches, ".*", true)]
    [InlineData("absent", MatcherOperator.Matches, ".+", false)]
    [InlineData("absent", MatcherOperator.NotMatches, "x|", false)]
    [InlineData("absent", MatcherOperator.NotMatches, "x[0-9]", true)]
    public void Matches_as_Alertmanager_does(string label, MatcherOperator op, string value, bool matches) =>
        Matcher.Create(label, op, value).Matches(Labels).ShouldBe(matches);

    [Theory]
    [InlineData("(")]
    [InlineData("(?=lookahead)")]
    [InlineData("(a)\\1")]
    public void A_pattern_that_needs_backtracking_is_refused(string pattern)
    {
        Matcher.TryCreate("name", MatcherOperator.Matches, pattern, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldStartWith($"\"{pattern}\" ");
    }

    [Theory]
    [InlineData(MatcherOperator.Equal, "lost order <*>", true)]
    [InlineData(MatcherOperator.Equal, "lost order …", true)]
    [InlineData(MatcherOperator.Equal, "lost <*>", false)]
    [InlineData(MatcherOperator.NotEqual, "lost order <*>", false)]
    [InlineData(MatcherOperator.NotEqual, "lost <*>", true)]
    public void A_matcher_with_the_mark_of_earlier_log_names_still_matches(
        MatcherOperator op, string value, bool matches) =>
        Matcher.Create("name", op, value)
            .Matches(new Dictionary<string, string> { ["name"] = "lost order …" }).ShouldBe(matches);

    [Fact]
    public void A_line_break_at_the_end_is_part_of_the_value() =>
        Matcher.Create("name", MatcherOperator.Matches, "a.")
            .Matches(new Dictionary<string, string> { ["name"] = "a1\n" }).ShouldBeFalse();

    [Fact]
    public void A_matcher_known_to_be_valid_says_what_is_wrong_with_it() =>
        Should.Throw<ArgumentException>(() => Matcher.Create("name", MatcherOperator.Matches, "[")).Message
            .ShouldStartWith("\"[\" is not a regular expression");

    [Fact]
    public void A_value_that_is_compared_need_not_be_a_regex() =>
        Matcher.Create("name", MatcherOperator.Equal, "(").Matches(new Dictionary<string, string> { ["name"] = "(" })
            .ShouldBeTrue();
}
