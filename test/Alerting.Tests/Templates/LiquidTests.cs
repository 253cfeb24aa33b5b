using Alerting.Text.Liquid;

namespace Alerting.Tests.Templates;

/// <summary>What a template cannot be, and how far it can go.</summary>
public sealed class LiquidTests
{
    private static readonly LiquidShape Shape = new()
    {
        Members = new Dictionary<string, LiquidShape>
        {
            ["name"] = LiquidShape.Plain,
            ["labels"] = LiquidShape.Any,
            ["alerts"] = LiquidShape.List(new LiquidShape
            {
                Members = new Dictionary<string, LiquidShape> { ["title"] = LiquidShape.Plain },
            }),
        },
    };

    [Theory]
    [InlineData("{{ name", "0: \"{{\" is not closed. Write }} after the value.")]
    [InlineData("a {% if name", "2: \"{%\" is not closed. Write %} after the tag.")]
    [InlineData("{% if name %}x", "0: \"if\" is not closed. Write {% endif %} after it.")]
    [InlineData("{% for a in alerts %}{% if name %}{% endfor %}", "0: \"for\" is not closed. Write {% endfor %} after it.",
        "21: \"if\" is not closed. Write {% endif %} after it.", "34: \"endfor\" closes no \"for\". Remove it.")]
    [InlineData("{% endif %}", "0: \"endif\" closes no \"if\". Remove it.")]
    [InlineData("{% else %}", "0: \"else\" is not inside a tag that has it.")]
    [InlineData("{% fi name %}", "0: Unknown tag \"fi\". Did you mean \"if\"?")]
    [InlineData("{% include 'x' %}", "0: Unknown tag \"include\". See docs/templates.md for the tags.")]
    [InlineData("{% %}", "0: The name of the tag is missing.")]
    [InlineData("{{ }}", "3: A value is missing.")]
    [InlineData("{{ nme }}", "3: Unknown name \"nme\". Did you mean \"name\"?")]
    [InlineData("{{ name.x }}", "8: \"name\" has no \"x\".")]
    [InlineData("{{ alerts.first.titel }}", "16: \"first\" has no \"titel\". Did you mean \"title\"?")]
    [InlineData("{% for a in alerts %}{{ a.titel }}{% endfor %}", "26: \"a\" has no \"titel\". Did you mean \"title\"?")]
    [InlineData("{% for a in alerts %}{% endfor %}{{ a.title }}",
        "36: Unknown name \"a\". See docs/templates.md for the names.")]
    [InlineData("{{ name | upcas }}", "10: Unknown filter \"upcas\". Did you mean \"upcase\"?")]
    [InlineData("{{ name | truncate: 1, 2, 3 }}",
        "10: The filter \"truncate\" takes 0 to 2 values, as in docs/templates.md.")]
    [InlineData("{{ name | append }}", "10: The filter \"append\" takes one value, as in docs/templates.md.")]
    [InlineData("{{ name upcase }}", "8: Unexpected \"upcase\".")]
    [InlineData("{{ 'open }}", "3: This quote is not closed.")]
    [InlineData("{{ name | }}", "10: the end is not a filter.")]
    [InlineData("{% for in alerts %}{% endfor %}", "10: \"in\" is missing after \"in\".")]
    [InlineData("{% for a in alerts limt: 3 %}{% endfor %}",
        "19: \"limt\" is not an option of a loop. Write limit, offset or reversed.")]
    [InlineData("{% assign x name %}", "12: \"=\" is missing before \"name\".")]
    [InlineData("{{ nme }}{{ name | upcas }}", "3: Unknown name \"nme\". Did you mean \"name\"?",
        "19: Unknown filter \"upcas\". Did you mean \"upcase\"?")]
    [InlineData("{% raw %}{{ x }}", "0: \"raw\" is not closed. Write {% endraw %} after it.")]
    [InlineData("{{ 99999999999999999999999999999999 }}",
        "3: \"99999999999999999999999999999999\" is too large a number.")]
    public void Each_fault_is_reported_at_its_place(string template, params string[] expected)
    {
        var (parsed, errors) = LiquidTemplate.Parse(template, Shape);

        parsed.ShouldBeNull();
        errors.Select(error => $"{error.Offset}: {error.Text}").ShouldBe(expected);
    }

    [Theory]
    [InlineData("{% assign x = 1 %}{{ x }}{% for a in alerts %}{{ a.title }}{{ forloop.index }}{{ x }}{% endfor %}")]
    [InlineData("{{ labels.anything.at.all }}{{ alerts.size }}{{ alerts[0].title }}{{ name.size }}")]
    [InlineData("{% assign bad = alerts | where: 'title', 'x' %}{{ bad.first.title }}")]
    [InlineData("{ } % }} %} {single}")]
    public void What_is_right_has_no_fault(string template) =>
        LiquidTemplate.Parse(template, Shape).Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("{% for i in (1..1000) %}{% for j in (1..1000) %}{% endfor %}{% endfor %}", "too many steps")]
    [InlineData("{% for i in (1..100000000) %}{% endfor %}", "A range has at most 1000 numbers.")]
    [InlineData("{% assign x = 'xxxxxxxx' %}{% for i in (1..60) %}{% assign x = x | append: x %}{% endfor %}", "256 KB")]
    [InlineData("{% assign x = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' %}{% for i in (1..20) %}" +
        "{% assign x = x | replace: 'a', x %}{% endfor %}", "256 KB")]
    [InlineData("{% for i in (1..1000) %}{% for j in (1..40) %}0123456789{% endfor %}{% endfor %}", "256 KB")]
    [InlineData("{% assign x = '0123456789,' %}{% for i in (1..14) %}{% assign x = x | append: x %}{% endfor %}" +
        "{% for i in (1..900) %}{% assign y = x | split: ',' | join: x %}{% endfor %}", "256 KB")]
    [InlineData("{{ 79228162514264337593543950335 | times: 10 }}", "too large a number")]
    [InlineData("{{ 1 | divided_by: 0 }}", "divided by zero")]
    public void Nothing_runs_or_grows_without_a_bound(string template, string error)
    {
        var (parsed, errors) = LiquidTemplate.Parse(template, Shape);
        errors.ShouldBeEmpty();

        parsed!.Render(new Dictionary<string, object?>()).Error.ShouldNotBeNull().Text.ShouldContain(error);
    }

    [Fact]
    public void Deep_nesting_and_long_conditions_are_faults()
    {
        LiquidTemplate.Parse(string.Concat(Enumerable.Repeat("{% if name %}", 10_000))[..31_990], Shape).Errors
            .ShouldContain(error => error.Text.Contains("more than 20 deep"));
        LiquidTemplate.Parse("{% if name" + string.Concat(Enumerable.Repeat(" and name", 3000)) + " %}{% endif %}", Shape)
            .Errors.ShouldContain(error => error.Text == "The condition is too long.");
        LiquidTemplate.Parse(new string('x', 40_000), Shape).Errors.ShouldHaveSingleItem().Text
            .ShouldBe("A template has at most 32000 characters.");
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        string[] parts = ["{{", "}}", "{%", "%}", "-", " name ", "|", ":", "\"", "'", "if", "for", " in ", "end", "..",
            "(", ")", "[", "]", ".", "1", "=", "raw", "case", "when", "é", "\n"];
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var template = string.Concat(Enumerable.Range(0, random.Next(1, 14))
                .Select(_ => parts[random.Next(parts.Length)]));
            LiquidTemplate.Parse(template, Shape).Template?.Render(new Dictionary<string, object?> { ["name"] = "x" });
        }
    }
}
