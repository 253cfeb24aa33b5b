using Alerting.Configuration;

namespace Alerting.Tests.Configuration;

public class GoodConfigurations
{
    [Fact]
    public void The_example_of_the_documentation_loads()
    {
        var result = ConfigFile.Load(ConfigCases.Read("Good/design-example.yaml"), "alerting.yaml", _ => null);

        result.Errors.ShouldBeEmpty();
        result.Notes.Select(note => note.ToString()).ShouldBe(
            ["alerting.yaml:13:3: receiver phone has no target: ALERT_PHONE is not set, so it is skipped."]);
    }
}
