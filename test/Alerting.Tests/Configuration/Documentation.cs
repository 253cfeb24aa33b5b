using Alerting.Configuration.Reading;

namespace Alerting.Tests.Configuration;

public class Documentation
{
    private static readonly string Text = ConfigCases.Shipped("configuration.md");

    [Fact]
    public void The_examples_together_are_a_valid_configuration()
    {
        var blocks =
            Text.Split("```yaml\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])
            .Where(block => Keys.File.Names.Contains(block[..block.IndexOf(':', StringComparison.Ordinal)]));

        Load.Text(string.Concat(blocks)).Errors.ShouldBeEmpty();
    }

    public static TheoryData<string> Recipes =>
        [.. ConfigCases.Shipped("recipes.md").Split("```yaml\n").Skip(1).Select(block => block.Split("```")[0])];

    [Theory, MemberData(nameof(Recipes))]
    public void Each_recipe_is_valid_and_nothing_in_it_is_suspicious(string recipe)
    {
        var result = Load.Text(recipe, ("ALERT_PHONE", "+447700900001"));

        result.Errors.Concat(result.Notes).ShouldBeEmpty();
    }

    [Fact]
    public void Every_key_is_explained() =>
        Keys.All.SelectMany(keys => keys.Names).Distinct().Where(key => !Text.Contains(key, StringComparison.Ordinal))
            .ShouldBeEmpty();
}
