using Alerting.Routing;

namespace Alerting.Tests.Routing;

public sealed class MatcherSyntaxTests
{
    [Theory]
    [InlineData("a b = c")]
    [InlineData("\"\" = c")]
    [InlineData("\"a = c")]
    [InlineData("\"a\"b = c")]
    [InlineData("'a' = c")]
    [InlineData("{a = c")]
    [InlineData("a} = c")]
    [InlineData("a,b = c")]
    [InlineData("a ! c")]
    public void Other_characters_and_signs_make_no_matcher(string text) =>
        Wrong(text).ShouldBe(
            $"\"{text}\" is not a matcher. Write a label, one of = != =~ !~ and a value, such as severity = " +
            "\"warning\".");

    [Theory]
    [InlineData("=")]
    [InlineData("!=")]
    [InlineData("=~")]
    [InlineData("!~")]
    public void A_value_in_single_quotes_is_shown_in_double_quotes(string sign) =>
        Wrong($"a {sign} 'b'").ShouldBe($"The value of a is in single quotes. Write a {sign} \"value\".");

    [Theory]
    [InlineData("a = \"b")]
    [InlineData("a = \"b\\")]
    [InlineData("a = \"b\\\"")]
    public void A_value_needs_its_closing_quote(string text) =>
        Wrong(text).ShouldBe("The value of a is missing its closing double quote.");

    [Fact]
    public void A_value_may_be_empty_before_a_comma()
    {
        var read = new List<Matcher>();

        MatcherSyntax.Parse("a=,b=c", read).ShouldBeNull();

        string.Join("; ", read).ShouldBe("a = \"\"; b = \"c\"");
    }

    [Theory]
    [InlineData("\"team.name\" = \"zahlung\"", "team.name", "zahlung", "team.name = \"zahlung\"")]
    [InlineData("\"größe\"=~\"über.*🙂\"", "größe", "über.*🙂", "größe =~ \"über.*🙂\"")]
    [InlineData("{ \"a b\" != c }", "a b", "c", "\"a b\" != \"c\"")]
    [InlineData("\"a=b,c\" = d", "a=b,c", "d", "\"a=b,c\" = \"d\"")]
    [InlineData("\"a\\\"b\\\\c\" = d", "a\"b\\c", "d", "\"a\\\"b\\\\c\" = \"d\"")]
    [InlineData("\"a\\nb\" = d", "a\nb", "d", "\"a\\nb\" = \"d\"")]
    public void A_label_name_may_be_in_quotes(string text, string label, string value, string shown)
    {
        var read = new List<Matcher>();

        MatcherSyntax.Parse(text, read).ShouldBeNull();

        var matcher = read.ShouldHaveSingleItem();
        (matcher.Label, matcher.Value, matcher.ToString()).ShouldBe((label, value, shown));
        read.Clear();
        MatcherSyntax.Parse(shown, read).ShouldBeNull();
        read.ShouldHaveSingleItem().Label.ShouldBe(label);
    }

    [Fact]
    public void Several_in_braces_may_mix_quoted_and_bare_names()
    {
        var read = new List<Matcher>();

        MatcherSyntax.Parse("{\"a.b\"=\"1\", c!~\"2\", \"d e\"=3}", read).ShouldBeNull();

        string.Join("; ", read).ShouldBe("a.b = \"1\"; c !~ \"2\"; \"d e\" = \"3\"");
    }

    private static string? Wrong(string text) => MatcherSyntax.Parse(text, new List<Matcher>());
}
