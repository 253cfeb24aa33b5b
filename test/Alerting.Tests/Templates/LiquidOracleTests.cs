using Alerting.Text.Liquid;
using Fluid;

namespace Alerting.Tests.Templates;

/// <summary>What our reader of Liquid makes is what Fluid makes, which has all of Liquid.</summary>
public sealed class LiquidOracleTests
{
    private static readonly Dictionary<string, object?> Model = new()
    {
        ["name"] = "orders-api errors",
        ["empty_text"] = "",
        ["none"] = null,
        ["flag"] = true,
        ["off"] = false,
        ["count"] = 3m,
        ["half"] = 2.5m,
        ["at"] = "2026-11-14T03:40:05+01:00",
        ["html"] = "<b>\"a\" & 'b'</b>",
        ["lines"] = "a\nb\r\nc",
        ["words"] = new object?[] { "one", "two", "three" },
        ["nothing"] = Array.Empty<object?>(),
        ["labels"] = new Dictionary<string, object?> { ["team"] = "shop", ["k8s.io/x"] = "y" },
        ["alerts"] = new object?[]
        {
            new Dictionary<string, object?> { ["name"] = "a", ["status"] = "firing", ["on"] = true, ["n"] = 1m },
            new Dictionary<string, object?> { ["name"] = "b", ["status"] = "resolved", ["on"] = false, ["n"] = 2m },
            new Dictionary<string, object?> { ["name"] = "c", ["status"] = "firing", ["on"] = true, ["n"] = 3m },
        },
    };

    private static readonly FluidParser Fluid = new();

    public static TheoryData<string> Templates =>
        [.. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Templates", "oracle.liquid"))
            .Split("\n====\n").Select(template => template.Trim('\n')).Where(template => template.Length > 0)];

    [Theory, MemberData(nameof(Templates))]
    public void A_template_makes_what_Fluid_makes(string template)
    {
        var (own, errors) = LiquidTemplate.Parse(template, LiquidShape.Any);
        errors.ShouldBeEmpty();
        var result = own!.Render(Model);
        result.Error.ShouldBeNull();
        result.Text.ShouldBe(OfFluid(template));
    }

    /// <summary>Where Fluid departs from Liquid: https://shopify.github.io/liquid/.</summary>
    [Theory]
    [InlineData("{{ words[-1] }}", "three")]
    [InlineData("{{ words | join }}", "one two three")]
    [InlineData("{{ none | size }}", "0")]
    [InlineData("{{ half | round }}", "3")]
    [InlineData("{{ at | date: '%k' }}", " 3")]
    [InlineData("{{ 'no time' | date: '%Y' }}{{ 'now' | date: '%Y' }}", "no timenow")]
    [InlineData("{{ 'a,b,,c,,' | split: ',' | join: '|' }}", "a|b||c")]
    [InlineData("{% unless flag %}a{% elsif count == 3 %}b{% endunless %}", "b")]
    [InlineData("{{ name | json }}{{ none | json }}{{ words | json }}{{ labels | json }}{{ half | json }}",
        "\"orders-api errors\"null[\"one\",\"two\",\"three\"]{\"team\":\"shop\",\"k8s.io/x\":\"y\"}2.5")]
    public void A_template_makes_what_Liquid_makes(string template, string expected) =>
        LiquidTemplate.Parse(template, LiquidShape.Any).Template!.Render(Model).Text.ShouldBe(expected);

    [Fact]
    public void Every_tag_and_filter_is_compared()
    {
        var all = string.Join('\n', Templates.Select(row => row.Data));
        // Fluid writes JSON with reflection, which the tests have switched off as the native executable has.
        LiquidFilters.Names.Where(name => name != "json" && !all.Contains("| " + name, StringComparison.Ordinal))
            .ShouldBeEmpty();
        LiquidParser.Tags.Where(tag => !all.Contains("% " + tag, StringComparison.Ordinal)
            && !all.Contains("%- " + tag, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string OfFluid(string template)
    {
        Fluid.TryParse(template, out var parsed, out var error).ShouldBeTrue(error);
        var context = new TemplateContext(new TemplateOptions { TimeZone = TimeZoneInfo.Utc });
        foreach (var (name, value) in Model)
            context.SetValue(name, value);
        return parsed.Render(context);
    }
}
