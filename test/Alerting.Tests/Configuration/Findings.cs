using System.Reflection;
using System.Text.RegularExpressions;
using Alerting.Configuration;

namespace Alerting.Tests.Configuration;

public partial class Findings
{
    private static readonly string Text = ConfigCases.Shipped("findings.md");

    /// <summary>A sentence of these has another code, or is found by the command line.</summary>
    private static readonly string[] Renamed =
        ["IsNot", "Unknown", "Missing", "MatcherMapping", "NotOneName", "NotNames"];

    private static readonly string[] OfTheCommandLine =
    [
        "InvalidValue", "UnknownName", "MissingKey", "UncoveredHours", "NobodyOnCall", "MovedTurns", "UnusedRule",
        "ChecksOff", "UnreadableCalendar", "CalendarNotRead",
    ];

    [Fact]
    public void Every_code_is_explained()
    {
        var types = typeof(ConfigErrors).Assembly.GetTypes().Where(type =>
            type.Namespace == typeof(ConfigErrors).Namespace && type.Name.EndsWith("Errors", StringComparison.Ordinal));
        var codes = types.SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Static))
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false, ReturnType.Name: "Finding" })
            .Select(member => member.Name).Except(Renamed).Concat(OfTheCommandLine).Distinct();

        Codes().Matches(Text).Select(code => code.Groups[1].Value).Order().ShouldBe(codes.Except(["OwnOf"]).Order());
    }

    [Theory]
    [InlineData("receivers: { chat: { sns: 1 } }\nroutes: [{ to: chta }]", "InvalidValue UnknownName")]
    [InlineData("recievers: {}\nroutes: []", "UnknownKey NoReceiversKey NoRoutes")]
    [InlineData("receivers:\n\tchat: {}", "Tab")]
    public void An_error_has_its_code(string yaml, string codes) =>
        Load.Text(yaml).Errors.Select(error => error.Code).Order().ShouldBe(codes.Split(' ').Order());

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Codes();
}
