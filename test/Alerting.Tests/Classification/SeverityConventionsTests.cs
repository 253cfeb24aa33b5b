using Alerting.Classification;

namespace Alerting.Tests.Classification;

public sealed class SeverityConventionsTests
{
    [Theory]
    [InlineData("[critical] orders down", "critical", "[critical]")]
    [InlineData("orders [Warning]", "warning", "[Warning]")]
    [InlineData("severity: warning", "warning", "severity: warning")]
    [InlineData("Severity=error, see wiki", "error", "Severity=error")]
    [InlineData("severity : \"info\"", "info", "severity : \"info")]
    [InlineData("P1 orders", "critical", "P1")]
    [InlineData("orders-P2", "error", "P2")]
    [InlineData("(P3) queue", "warning", "P3")]
    [InlineData("P4", "info", "P4")]
    [InlineData("P5", "info", "P5")]
    [InlineData("sev1 orders", "critical", "sev1")]
    [InlineData("SEV-2: orders", "error", "SEV-2")]
    [InlineData("Sev 3", "warning", "Sev 3")]
    [InlineData("orders sev5", "info", "sev5")]
    public void A_severity_convention_is_recognised(string text, string severity, string says)
    {
        var claim = SeverityConventions.Find("name", text).ShouldNotBeNull();
        claim.Severity.ToString().ToLowerInvariant().ShouldBe(severity);
        claim.Reason.ShouldBe($"name says {says}");
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("orders-api errors")]
    [InlineData("p5 latency")]
    [InlineData("HTTP5 P10 P0 XP1 P1x")]
    [InlineData("several severs sev12 sev")]
    [InlineData("[orders] [")]
    [InlineData("severity: purple")]
    [InlineData("severity")]
    public void Text_without_a_convention_has_no_severity(string? text) =>
        SeverityConventions.Find("name", text).ShouldBeNull();
}
