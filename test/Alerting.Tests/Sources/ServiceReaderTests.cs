using System.Text;
using System.Text.Json.Nodes;
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
        { "betterstack/monitor-down", "betterstack/monitor-up" },
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
        { "github/issue-opened", "github/issue-closed" },
        { "gitlab/deployment-failed", "gitlab/deployment-succeeded" },
        { "gitlab/issue-opened", "gitlab/issue-closed" },
        { "gitlab/vulnerability-detected", "gitlab/vulnerability-resolved" },
        { "gitlab/job-failed", "gitlab/job-succeeded" },
        { "gitlab/pipeline-failed", "gitlab/pipeline-succeeded" },
        { "google-cloud-monitoring/open", "google-cloud-monitoring/closed" },
        { "jenkins/failure", "jenkins/success" },
        { "jenkins/unstable", "jenkins/success" },
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
        { "zabbix/own-problem", "zabbix/own-ok" },
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
        { "azure-monitor/test", "azure-monitor/common-fired" },
        { "betterstack/acknowledged", "betterstack/started" },
        { "betterstack/monitor-paused", "betterstack/monitor-down" },
        { "betterstack/on-call-changed", "betterstack/monitor-down" },
        { "github/issue-comment", "github/issue-opened" },
        { "github/issue-labeled", "github/issue-opened" },
        { "jenkins/started", "jenkins/failure" },
        { "datadog/test", "datadog/triggered" },
        { "github/workflow-run-started", "github/workflow-run-failed" },
        { "github/ping", "github/workflow-run-failed" },
        { "gitlab/push", "gitlab/pipeline-failed" },
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

    [Fact]
    public void A_run_of_a_fork_ends_no_failure_of_the_repository()
    {
        var fork = Only("github/workflow-run-of-fork");

        fork.Status.ShouldBe(AlertStatus.Resolved);
        fork.Identity.ShouldNotBe(Only("github/workflow-run-failed").Identity);
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
    [InlineData("jenkins")]
    public void A_damaged_event_of_a_known_service_still_wakes_somebody(string source)
    {
        var signal = Only(source + "/hostile");

        (signal.Source, signal.Status, signal.Recovers).ShouldBe((source, AlertStatus.Firing, true));
        (signal.Claims is [var own, ..] ? own : signal.Fallback!).Severity.IsPage().ShouldBeTrue();
        signal.Title.ShouldNotContain("\n");
        signal.Problems.ShouldContain(problem => problem.StartsWith("Unknown state"));
    }

    /// <summary>Two monitors, hosts or branches may have one title.</summary>
    [Theory]
    [InlineData("azure-monitor/common-fired", "data.essentials.alertId")]
    [InlineData("azure-monitor/metric-activated", "data.context.resourceId")]
    [InlineData("betterstack/started", "data.id")]
    [InlineData("checkly/failure", "check_id")]
    [InlineData("datadog/custom-triggered", "alert_id")]
    [InlineData("datadog/custom-triggered", "alert_scope")]
    [InlineData("datadog/triggered", "body", "[Metric Graph](https://app.datadoghq.eu/monitors/1)")]
    [InlineData("elastic/alert-active", "kibana.alert.uuid")]
    [InlineData("elastic/flat-active", "alert_id")]
    [InlineData("elastic/threshold-met", "rule.id")]
    [InlineData("elastic/threshold-met", "alert.id")]
    [InlineData("github/deployment-failed", "deployment.environment")]
    [InlineData("github/workflow-run-failed", "workflow_run.head_branch")]
    [InlineData("github/workflow-run-failed", "workflow_run.workflow_id")]
    [InlineData("github/workflow-run-failed", "repository.full_name")]
    [InlineData("gitlab/pipeline-failed", "object_attributes.ref")]
    [InlineData("gitlab/pipeline-failed", "project.web_url")]
    [InlineData("google-cloud-monitoring/open", "incident.incident_id")]
    [InlineData("github/issue-opened", "issue.number")]
    [InlineData("jenkins/failure", "build.scm.branch")]
    [InlineData("jenkins/failure", "url")]
    [InlineData("newrelic/activated", "id")]
    [InlineData("newrelic/legacy-open", "incident_id")]
    [InlineData("opsgenie/create", "alert.alias")]
    [InlineData("pagerduty/triggered", "event.data.id")]
    [InlineData("pingdom/down", "check_id")]
    [InlineData("sentry/issue-created", "data.issue.id")]
    [InlineData("sentry/metric-critical", "data.metric_alert.alert_rule.id")]
    [InlineData("splunk/detector-alert", "incidentId")]
    [InlineData("splunk/search", "app")]
    [InlineData("statuspage/component-outage", "component.id")]
    [InlineData("statuspage/incident", "incident.id")]
    [InlineData("uptime-kuma/down", "monitor.id")]
    [InlineData("uptimerobot/down", "monitorID")]
    [InlineData("zabbix/problem", "trigger_id")]
    public void Another_subject_is_another_alert(string name, string path, string value = "9071")
    {
        var body = Body(name);
        var before = EventReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString())).ShouldHaveSingleItem();
        var names = body.ContainsKey(path) ? [path] : path.Split('.');
        JsonNode parent = body;
        foreach (var each in names[..^1])
            parent = parent[each]!;
        parent[names[^1]] = value;

        var after = EventReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString())).ShouldHaveSingleItem();

        after.Source.ShouldBe(before.Source);
        after.Identity.ShouldNotBe(before.Identity);
    }

    public static TheoryData<string> FromServices => [.. Recoveries.Select(pair => pair.Data.Item1).Distinct()];

    /// <summary>SNS and EventBridge relays drop the headers and the path.</summary>
    [Theory, MemberData(nameof(FromServices))]
    public void A_relay_brings_the_same_alert(string name)
    {
        var body = Body(name).ToJsonString();
        var direct = Only(name);

        JsonObject[] relays =
        [
            new() { ["Type"] = "Notification", ["TopicArn"] = "arn:aws:sns:eu-west-1:123456789012:relay",
                ["MessageId"] = "95df01b4", ["Message"] = body },
            new() { ["source"] = "aws.partner/example.com/1", ["detail-type"] = "webhook", ["detail"] = Body(name) },
        ];
        foreach (var relay in relays)
        {
            var relayed = EventReader.Read(Encoding.UTF8.GetBytes(relay.ToJsonString())).ShouldHaveSingleItem();
            (relayed.Source, relayed.Identity, relayed.Title, relayed.Status)
                .ShouldBe((direct.Source, direct.Identity, direct.Title, direct.Status));
        }
    }

    private static JsonObject Body(string name) =>
        JsonNode.Parse(JsonNode.Parse(EventCorpus.Event(name))!["body"]!.GetValue<string>())!.AsObject();

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
