using System.Text.RegularExpressions;
using Alerting.Alerts;
using Alerting.Tests.Configuration;

namespace Alerting.Tests.Alerts;

public sealed partial class ReasonCodeTests
{
    [Fact]
    public void The_documentation_explains_exactly_these_codes()
    {
        var section = ConfigCases.Shipped("state.md").Split("\n## Reason codes\n")[1].Split("\n## ")[0];

        Row().Matches(section).Select(row => row.Groups[1].Value).Order().ShouldBe(Enum.GetNames<ReasonCode>().Order());
    }

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
