namespace Alerting.Tests.Configuration;

public class OnCallRecipes
{
    public static TheoryData<string> Examples =>
        [.. ConfigCases.Shipped("on-call.md").Split("```yaml\n").Skip(1).Select(block => block.Split("```")[0])];

    [Theory, MemberData(nameof(Examples))]
    public void Each_recipe_is_a_valid_configuration(string recipe) =>
        Load.Text($"{recipe}\nsmtp: {{ host: localhost, from: a@example.com }}").Errors.ShouldBeEmpty();
}
