using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Events of outside services: what ends what, what only informs, and how severe it is.</summary>
public sealed class ServiceReaderTests
{
    /// <summary>An event that fires and one that ends it.</summary>
    public static TheoryData<string, string> Recoveries => new()
    {
        { "azure-monitor/common-fired", "azure-monitor/common-resolved" },
        { "azure-monitor/metric-activated", "azure-monitor/metric-deactivated" },
        { "azure-monitor/service-health-active", "azure-monitor/service-health-resolved" },
        { "datadog/triggered", "datadog/recovered" },
        { "datadog/custom-triggered", "datadog/custom-recovered" },
        { "datadog/custom-renotify", "datadog/custom-recovered" },
        { "datadog/custom-warn", "datadog/custom-recovered" },
        { "github/check-suite-failed", "github/check-suite-succeeded" },
        { "github/deployment-failed", "github/deployment-succeeded" },
        { "github/workflow-run-failed", "github/workflow-run-succeeded" },
        { "google-cloud-monitoring/open", "google-cloud-monitoring/closed" },
        { "newrelic/activated", "newrelic/closed" },
        { "newrelic/legacy-open", "newrelic/legacy-closed" },
        { "pagerduty/priority-updated", "pagerduty/resolved" },
        { "pagerduty/triggered", "pagerduty/resolved" },
        { "pagerduty/reopened", "pagerduty/resolved" },
        { "pagerduty/version-2", "pagerduty/resolved" },
        { "sentry/issue-alert", "sentry/issue-resolved" },
        { "sentry/issue-created", "sentry/issue-archived" },
        { "sentry/issue-created", "sentry/issue-resolved" },
        { "sentry/issue-unresolved", "sentry/issue-resolved" },
        { "sentry/metric-critical", "sentry/metric-resolved" },
        { "sentry/metric-warning", "sentry/metric-resolved" },
        { "uptime-kuma/down", "uptime-kuma/up" },
        { "uptimerobot/down", "uptimerobot/up" },
    };

    [Theory, MemberData(nameof(Recoveries))]
    public void An_end_has_the_identity_of_what_fired(string firing, string end)
    {
        var (fires, ends) = (Only(firing), Only(end));

        (fires.Status, fires.Recovers).ShouldBe((AlertStatus.Firing, true));
        ends.Status.ShouldBe(AlertStatus.Resolved);
        ends.Identity.ShouldBe(fires.Identity);
        ends.EventKey.ShouldNotBe(fires.EventKey);
    }

    /// <summary>An event and the alert that it must not change.</summary>
    public static TheoryData<string, string> Notices => new()
    {
        { "datadog/test", "datadog/triggered" },
        { "github/workflow-run-started", "github/workflow-run-failed" },
        { "github/ping", "github/workflow-run-failed" },
        { "google-cloud-monitoring/test", "google-cloud-monitoring/open" },
        { "newrelic/acknowledged", "newrelic/activated" },
        { "newrelic/legacy-acknowledged", "newrelic/legacy-open" },
        { "pagerduty/acknowledged", "pagerduty/triggered" },
        { "pagerduty/annotated", "pagerduty/triggered" },
        { "pagerduty/ping", "pagerduty/triggered" },
        { "pagerduty/reassigned-acknowledged", "pagerduty/triggered" },
        { "sentry/comment", "sentry/issue-created" },
        { "sentry/issue-assigned", "sentry/issue-created" },
        { "uptime-kuma/maintenance", "uptime-kuma/down" },
        { "uptime-kuma/test", "uptime-kuma/down" },
    };

    [Theory, MemberData(nameof(Notices))]
    public void A_notice_is_only_information(string name, string alert)
    {
        var notice = Only(name);

        (notice.Status, notice.Recovers).ShouldBe((AlertStatus.Firing, false));
        notice.Claims[0].Severity.ShouldBe(Severity.Info);
        notice.Identity.ShouldNotBe(Only(alert).Identity);
    }

    public static TheoryData<string> OneOffs =>
        ["azure-monitor/log-alert", "sentry/plugin", "uptime-kuma/certificate", "uptimerobot/ssl-expiry"];

    [Theory, MemberData(nameof(OneOffs))]
    public void An_event_that_nothing_ends_does_not_wait_for_an_end(string name) =>
        (Only(name).Status, Only(name).Recovers).ShouldBe((AlertStatus.Firing, false));

    [Fact]
    public void Missing_data_of_a_monitor_is_not_its_recovery()
    {
        var signal = Only("datadog/custom-no-data");

        (signal.Status, signal.HasNoData).ShouldBe((AlertStatus.Firing, true));
        signal.Identity.ShouldBe(Only("datadog/custom-triggered").Identity);
    }

    [Theory]
    [InlineData("datadog")]
    [InlineData("github")]
    [InlineData("sentry")]
    [InlineData("pagerduty")]
    [InlineData("newrelic")]
    [InlineData("azure-monitor")]
    [InlineData("google-cloud-monitoring")]
    [InlineData("uptime-kuma")]
    [InlineData("uptimerobot")]
    public void A_damaged_event_of_a_known_service_still_wakes_somebody(string source)
    {
        var signal = Only(source + (source == "datadog" ? "/unreplaced-variables" : "/hostile"));

        (signal.Source, signal.Status, signal.Recovers).ShouldBe((source, AlertStatus.Firing, true));
        (signal.Claims is [var own, ..] ? own : signal.Fallback!).Severity.IsPage().ShouldBeTrue();
        signal.Title.ShouldNotContain("\n");
        signal.Problems.ShouldContain(problem => problem.StartsWith("Unknown state"));
    }

    private static Signal Only(string name) => EventReader.Read(EventCorpus.Event(name)).ShouldHaveSingleItem();
}
