using Alerting.Alerts;
using Alerting.Configuration;
using Alerting.Routing;
using Alerting.Silencing;
using NodaTime;

namespace Alerting.Tests.Silencing;

/// <summary>Inhibition as in Alertmanager.</summary>
/// <remarks>https://prometheus.io/docs/alerting/latest/configuration/#inhibition-related-settings</remarks>
public sealed class MutingTests
{
    /// <summary>
    /// An alert of the database matches <c>when</c>, and one with severity error matches <c>mute</c>.
    /// </summary>
    private static readonly InhibitRule Rule = new(
        [Matcher.Create("name", MatcherOperator.Matches, "db-.*")],
        [Matcher.Create("severity", MatcherOperator.Equal, "error")],
        []);

    [Fact]
    public void An_alert_that_matches_both_sides_is_not_inhibited_by_its_like() =>
        Mute(Alert("db-1"), by: Alert("db-2")).ShouldBeNull();

    [Fact]
    public void It_is_inhibited_by_an_alert_that_matches_only_the_first_side() =>
        Mute(Alert("db-1"), by: Alert("db-2", Severity.Critical))!.Value.Reason.Text
            .ShouldBe("Inhibited by db-2 (inhibit rule 1).");

    [Fact]
    public void It_inhibits_an_alert_that_matches_only_the_second_side() =>
        Mute(Alert("orders"), by: Alert("db-2"))!.Value.Reason.Text.ShouldBe("Inhibited by db-2 (inhibit rule 1).");

    [Fact]
    public void An_alert_that_matches_only_the_first_side_is_not_inhibited() =>
        Mute(Alert("db-1", Severity.Critical), by: Alert("db-2", Severity.Critical)).ShouldBeNull();

    [Fact]
    public void An_alert_does_not_inhibit_itself_after_its_severity_fell() =>
        Mute(Alert("db-1"), by: Alert("db-1", Severity.Critical)).ShouldBeNull();

    private static Mute? Mute(Alert alert, Alert by)
    {
        var firing = new FiringAlert("group", by.Fingerprint, by.Signal.Name, by.Labels);
        return Muting.Of(alert, [Rule], new MuteContext([], [firing]), DateTimeZone.Utc, Some.Time);
    }

    private static Alert Alert(string name, Severity severity = Severity.Error) =>
        Some.Alert(Some.Signal(name), severity);
}
