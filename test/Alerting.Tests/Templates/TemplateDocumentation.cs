using Alerting.Channels.Templating;
using Alerting.Configuration;
using Alerting.Tests.Configuration;
using Alerting.Text.Liquid;

namespace Alerting.Tests.Templates;

/// <summary><c>docs/templates.md</c> names everything that a template can use.</summary>
public sealed class TemplateDocumentation
{
    private static readonly string Text = ConfigCases.Shipped("templates.md");

    [Fact]
    public void Names_every_value_tag_and_filter()
    {
        TemplateModel.Root.Names.Concat(TemplateModel.AlertNames).Concat(LiquidFilters.Names).Distinct()
            .Where(name => !Text.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
        LiquidParser.Tags.Where(tag => !Text.Contains("{% " + tag, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_example_is_valid()
    {
        var yaml = Text.Split("```yaml\n")[1];
        var result = ConfigFile.Load(yaml[..yaml.IndexOf("```", StringComparison.Ordinal)]
            + "routes: [{ to: [chat, tickets] }]", "alerting.yaml", _ => null);

        result.Errors.ShouldBeEmpty();
        result.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Every_example_of_a_filter_is_valid()
    {
        foreach (var line in Text.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            foreach (var example in line.Split('`').Where(part => part.Contains(" \\| ", StringComparison.Ordinal)
                && !part.Contains("argument", StringComparison.Ordinal)))
            {
                LiquidTemplate.Parse(example.Replace("\\|", "|", StringComparison.Ordinal), TemplateModel.Root)
                    .Errors.ShouldBeEmpty(example);
            }
        }
    }
}
