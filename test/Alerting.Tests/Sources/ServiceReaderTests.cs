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
        { "betterstack/started", "betterstack/resolved" },
        { "betterstack/error-spike", "betterstack/error-resolved" },
        { "checkly/failure", "checkly/recovery" },
        { "checkly/failure-remains", "checkly/recovery" },
        { "checkly/degraded", "checkly/recovery" },
        { "elastic/alert-active", "elastic/alert-recovered" },
        { "elastic/flat-active", "elastic/flat-recovered" },
        { "elastic/threshold-met", "elastic/recovered" },
        { "elastic/warning", "elastic/recovered" },
        { "github/check-suite-failed", "github/check-suite-succeeded" },
        { "github/deployment-failed", "github/deployment-succeeded" },
        { "github/workflow-run-failed", "github/workflow-run-succeeded" },
        { "gitlab/deployment-failed", "gitlab/deployment-succeeded" },
        { "gitlab/job-failed", "gitlab/job-succeeded" },
        { "gitlab/pipeline-failed", "gitlab/pipeline-succeeded" },
        { "google-cloud-monitoring/open", "google-cloud-monitoring/closed" },
        { "newrelic/activated", "newrelic/closed" },
        { "newrelic/legacy-open", "newrelic/legacy-closed" },
        { "opsgenie/create", "opsgenie/close" },
        { "opsgenie/create", "opsgenie/delete" },
        { "opsgenie/update-priority", "opsgenie/close" },
        { "pagerduty/priority-updated", "pagerduty/resolved" },
        { "pagerduty/triggered", "pagerduty/resolved" },
        { "pagerduty/reopened", "pagerduty/resolved" },
        { "pagerduty/version-2", "pagerduty/resolved" },
        { "pingdom/down", "pingdom/up" },
        { "pingdom/transaction-failing", "pingdom/transaction-success" },
        { "sentry/issue-alert", "sentry/issue-resolved" },
        { "sentry/issue-created", "sentry/issue-archived" },
        { "sentry/issue-created", "sentry/issue-resolved" },
        { "sentry/issue-unresolved", "sentry/issue-resolved" },
        { "sentry/metric-critical", "sentry/metric-resolved" },
        { "sentry/metric-warning", "sentry/metric-resolved" },
        { "splunk/detector-alert", "splunk/detector-ok" },
        { "splunk/detector-alert", "splunk/detector-stopped" },
        { "statuspage/component-outage", "statuspage/component-operational" },
        { "statuspage/incident", "statuspage/resolved" },
        { "statuspage/monitoring", "statuspage/resolved" },
        { "uptime-kuma/down", "uptime-kuma/up" },
        { "uptimerobot/down", "uptimerobot/up" },
        { "zabbix/problem", "zabbix/resolved" },
        { "zabbix/short-problem", "zabbix/short-ok" },
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
        { "betterstack/acknowledged", "betterstack/started" },
        { "datadog/test", "datadog/triggered" },
        { "github/workflow-run-started", "github/workflow-run-failed" },
        { "github/ping", "github/workflow-run-failed" },
        { "gitlab/pipeline-running", "gitlab/pipeline-failed" },
        { "google-cloud-monitoring/test", "google-cloud-monitoring/open" },
        { "newrelic/acknowledged", "newrelic/activated" },
        { "newrelic/acknowledged-by-user", "newrelic/activated" },
        { "newrelic/legacy-acknowledged", "newrelic/legacy-open" },
        { "opsgenie/acknowledge", "opsgenie/create" },
        { "opsgenie/add-note", "opsgenie/create" },
        { "pagerduty/acknowledged", "pagerduty/triggered" },
        { "pagerduty/annotated", "pagerduty/triggered" },
        { "pagerduty/ping", "pagerduty/triggered" },
        { "pagerduty/reassigned-acknowledged", "pagerduty/triggered" },
        { "sentry/comment", "sentry/issue-created" },
        { "sentry/issue-assigned", "sentry/issue-created" },
        { "statuspage/maintenance", "statuspage/incident" },
        { "statuspage/postmortem", "statuspage/incident" },
        { "uptime-kuma/maintenance", "uptime-kuma/down" },
        { "uptime-kuma/test", "uptime-kuma/down" },
        { "zabbix/update", "zabbix/problem" },
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
    [
        "azure-monitor/log-alert", "checkly/certificate", "sentry/plugin", "splunk/search", "splunk/search-unnamed",
        "uptime-kuma/certificate", "uptimerobot/ssl-expiry",
    ];

    [Theory, MemberData(nameof(OneOffs))]
    public void An_event_that_nothing_ends_does_not_wait_for_an_end(string name) =>
        (Only(name).Status, Only(name).Recovers).ShouldBe((AlertStatus.Firing, false));

    [Theory]
    [InlineData("datadog/custom-no-data", "datadog/custom-triggered")]
    [InlineData("elastic/no-data", "elastic/threshold-met")]
    public void Missing_data_of_a_monitor_is_not_its_recovery(string name, string alert)
    {
        var signal = Only(name);

        (signal.Status, signal.HasNoData).ShouldBe((AlertStatus.Firing, true));
        signal.Identity.ShouldBe(Only(alert).Identity);
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
    [InlineData("gitlab")]
    [InlineData("opsgenie")]
    [InlineData("statuspage")]
    [InlineData("betterstack")]
    [InlineData("pingdom")]
    [InlineData("checkly")]
    [InlineData("zabbix")]
    [InlineData("splunk")]
    public void A_damaged_event_of_a_known_service_still_wakes_somebody(string source)
    {
        var signal = Only(source + (source == "datadog" ? "/unreplaced-variables" : "/hostile"));

        (signal.Source, signal.Status, signal.Recovers).ShouldBe((source, AlertStatus.Firing, true));
        (signal.Claims is [var own, ..] ? own : signal.Fallback!).Severity.IsPage().ShouldBeTrue();
        signal.Title.ShouldNotContain("\n");
        signal.Problems.ShouldContain(problem => problem.StartsWith("Unknown state"));
    }

    /// <summary>An incident that was opened by the generic reader of the last release ends.</summary>
    [Theory]
    [InlineData("newrelic/closed", "4f1c7e00-5a5a-4d4d-8f8f-0123456789ab")]
    [InlineData("newrelic/legacy-closed", "99")]
    [InlineData("google-cloud-monitoring/closed", "0.mabc123")]
    [InlineData("opsgenie/close", "orders-queue")]
    [InlineData("statuspage/resolved", "inc1")]
    [InlineData("pingdom/up", "Shop API")]
    [InlineData("splunk/detector-ok", "EXq1")]
    public void An_end_also_has_the_identity_of_the_last_release(string name, string key) =>
        Only(name).EarlierIdentities.ShouldBe([$"generic|/events|{key}"]);

    private static Signal Only(string name) => EventReader.Read(EventCorpus.Event(name)).ShouldHaveSingleItem();
}
