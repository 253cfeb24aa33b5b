using System.Text.Json.Nodes;
using Alerting.Alerts;
using Alerting.Sources;

namespace Alerting.Tests.Sources;

/// <summary>Every file of <c>events</c> becomes its expected signals.</summary>
public class EventCorpusTests
{
    public static TheoryData<string> Cases => [.. EventCorpus.Cases];

    /// <summary>A firing event and the event that resolves it.</summary>
    public static TheoryData<string, string> Recoveries => new()
    {
        { "cloudwatch-alarm/alarm", "cloudwatch-alarm/ok" },
        { "cloudwatch-alarm/metric-sns", "cloudwatch-alarm/metric-eventbridge-ok" },
        { "cloudwatch-alarm/metric-action", "cloudwatch-alarm/metric-eventbridge-ok" },
        { "cloudwatch-alarm/metric-sns", "cloudwatch-alarm/deleted" },
        { "cloudwatch-alarm/composite-sns", "cloudwatch-alarm/composite-no-children" },
        { "access-analyzer/public-bucket", "access-analyzer/resolved" },
        { "acm/expires-in-3-days", "acm/renewed" },
        { "alertmanager/firing", "alertmanager/resolved" },
        { "autoscaling/launch-error-sns", "autoscaling/launch-sns" },
        { "autoscaling/launch-unsuccessful", "autoscaling/launch-sns" },
        { "backup/job-failed-sns", "backup/job-completed-sns" },
        { "batch/job-failed", "batch/job-succeeded" },
        { "cloudformation/rollback-sns", "cloudformation/complete-sns" },
        { "cloudformation/stack-failed", "cloudformation/complete-sns" },
        { "codebuild/build-failed", "codebuild/build-succeeded" },
        { "codedeploy/failed-sns", "codedeploy/success" },
        { "codedeploy/failure", "codedeploy/success" },
        { "codepipeline/failed", "codepipeline/succeeded" },
        { "codepipeline/notification-rule-sns", "codepipeline/succeeded" },
        { "config/non-compliant", "config/compliant-sns" },
        { "cloudformation/stack-set-failed", "cloudformation/stack-set-succeeded" },
        { "dms/task-failed", "dms/task-started" },
        { "dms/task-failed-sns", "dms/task-started" },
        { "dms/task-stopped", "dms/task-started" },
        { "ecs/agent-disconnected", "ecs/instance-gone" },
        { "ecs/deployment-failed", "ecs/deployment-completed" },
        { "ecs/service-impaired", "ecs/service-steady" },
        { "ecs/task-exited", "ecs/service-steady" },
        { "ecs/task-cannot-start", "ecs/service-steady" },
        { "ecs/task-failed-container-checks", "ecs/service-steady" },
        { "ecs/task-failed-load-balancer-checks", "ecs/service-steady" },
        { "ecs/task-killed-without-stop-code", "ecs/service-steady" },
        { "elasticbeanstalk/severe-sns", "elasticbeanstalk/ok-sns" },
        { "generic/goalert-webhook", "generic/goalert-close-webhook" },
        { "alertmanager/text-firing-sns", "alertmanager/text-resolved-sns" },
        { "codepipeline/failed-detail-sns", "codepipeline/succeeded" },
        { "codepipeline/failed-without-source-sns", "codepipeline/succeeded" },
        { "generic/form-down-webhook", "generic/form-up-webhook" },
        { "generic/issue-open-webhook", "generic/issue-closed-webhook" },
        { "generic/json-sns", "generic/json-resolved-sns" },
        { "generic/nagios-problem-sns", "generic/nagios-recovery-sns" },
        { "grafana/text-firing-sns", "grafana/text-resolved-sns" },
        { "generic/text-sns", "generic/text-resolved-sns" },
        { "glue/job-failed", "glue/job-succeeded" },
        { "goalert/alert", "goalert/closed" },
        { "grafana/firing", "grafana/resolved" },
        { "guardduty/finding-high", "guardduty/finding-archived" },
        { "guardduty/plan-error", "guardduty/plan-active" },
        { "health/issue-open", "health/issue-closed" },
        { "inspector/coverage-inactive", "inspector/coverage-active" },
        { "inspector/finding-critical", "inspector/finding-closed" },
        { "rds/failover-started-sns", "rds/failover-completed-sns" },
        { "securityhub/finding-failed", "securityhub/finding-passed" },
        { "securityhub/finding-not-available", "securityhub/finding-passed" },
        { "securityhub/ocsf-high", "securityhub/ocsf-resolved" },
        { "ssm/automation-failed", "ssm/automation-success" },
        { "stepfunctions/failed", "stepfunctions/succeeded" },
        { "trustedadvisor/warn", "trustedadvisor/ok" },
        { "amplify/build-failed", "amplify/build-succeeded" },
        { "amplify/build-failed-sns", "amplify/build-succeeded" },
        { "application-signals/slo-breached", "application-signals/slo-ok" },
        { "datasync/agent-offline", "datasync/agent-online" },
        { "datasync/execution-error", "datasync/execution-success" },
        { "devops-guru/insight-open", "devops-guru/insight-closed" },
        { "devops-guru/insight-open-sns", "devops-guru/insight-closed" },
        { "devops-guru/insight-upgraded", "devops-guru/insight-closed" },
        { "ecr/push-failed", "ecr/push" },
        { "ecr/scan-critical", "ecr/scan-clean" },
        { "emr/cluster-failed", "emr/cluster-terminated" },
        { "emr/step-failed", "emr/step-completed" },
        { "glue-dataquality/failed", "glue-dataquality/succeeded" },
        { "iot-device-defender/in-alarm-sns", "iot-device-defender/cleared-sns" },
        { "internet-monitor/health-event-created", "internet-monitor/health-event-closed" },
        { "macie/finding-high", "macie/finding-archived" },
        { "medialive/alert-set", "medialive/alert-cleared" },
        { "msk/cluster-failed", "msk/cluster-active" },
        { "msk/cluster-healing", "msk/cluster-active" },
        { "opensearch/red-restore-failed", "opensearch/red-restored" },
        { "resilience-hub/drift-detected", "resilience-hub/policy-met" },
        { "sagemaker/endpoint-failed", "sagemaker/endpoint-in-service" },
        { "sagemaker/pipeline-failed", "sagemaker/pipeline-succeeded" },
        { "support/case-created", "support/case-resolved" },
        { "synthetics/canary-error", "synthetics/canary-running" },
        { "synthetics/run-failed", "synthetics/run-passed" },
        { "xray/insight-active", "xray/insight-closed" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void An_event_becomes_its_expected_signals(string name)
    {
        var actual = EventCorpus.Describe(EventReader.Read(EventCorpus.Event(name)));
        if (EventCorpus.IsRewriting)
            File.WriteAllText(EventCorpus.ExpectedFile(name), EventCorpus.Text(actual));
        File.Exists(EventCorpus.ExpectedFile(name)).ShouldBeTrue(
            $"{name} has no expected file; ALERTING_REWRITE_EXPECTED=1 writes it.");
        var expected = JsonNode.Parse(File.ReadAllText(EventCorpus.ExpectedFile(name)))!;

        EventCorpus.Text(actual).ShouldBe(EventCorpus.Text(expected));
    }

    [Theory, MemberData(nameof(Recoveries))]
    public void A_recovery_resolves_its_failure(string firing, string recovery)
    {
        var fires = EventReader.Read(EventCorpus.Event(firing)).ShouldHaveSingleItem();
        var ends = EventReader.Read(EventCorpus.Event(recovery)).ShouldHaveSingleItem();

        fires.Status.ShouldBe(AlertStatus.Firing);
        ends.Status.ShouldBe(AlertStatus.Resolved);
        ends.Identity.ShouldBe(fires.Identity);
        ends.EventKey.ShouldNotBe(fires.EventKey);
    }

    /// <summary>Events that no other event resolves, so they resolve after <c>resolve_after</c>.</summary>
    public static TheoryData<string> OneOffs =>
    [
        "acm/expired", "acm/imported-expires", "access-analyzer/preview-failed", "backup/restore-failed",
        "batch/queue-blocked", "budgets/actual-sns", "cloudtrail/root-sign-in", "codepipeline/approval-sns",
        "cost-anomaly/detected", "cost-anomaly/letter-sns", "ec2/snapshot-failed", "ec2/spot-interruption",
        "ecs/standalone-task-failed", "guardduty/finding-critical-sns", "guardduty/finding-high",
        "guardduty/malware-found", "guardduty/post-scan-failed", "health/scheduled-change-sns",
        "inspector/assessment-sns", "lambda-destination/failure-sns", "rds/aurora-failover-failed",
        "redshift/error-sns", "s3/replication-failed-sns", "ses/bounce-sns", "ses/rendering-failure-sns",
        "ssm/command-failed-sns", "ssm/command-invocation-failed-sns", "ssm/command-timed-out",
        "ssm/window-task-failed", "macie/finding-high", "opensearch/low-disk", "sagemaker/training-failed",
        "support/case-answered",
    ];

    [Theory, MemberData(nameof(OneOffs))]
    public void An_event_without_a_recovery_event_does_not_wait_for_one(string name)
    {
        var signal = EventReader.Read(EventCorpus.Event(name)).ShouldHaveSingleItem();

        signal.Status.ShouldBe(AlertStatus.Firing);
        signal.Recovers.ShouldBeFalse();
    }

    [Fact]
    public void Each_source_has_an_example_event() =>
        EventReader.Sources.Except(EventCorpus.Cases.SelectMany(name => EventReader.Read(EventCorpus.Event(name)))
            .Select(signal => signal.Source)).ShouldBeEmpty();

    [Fact]
    public void An_informational_event_does_not_change_a_firing_alert()
    {
        var failed = EventReader.Read(EventCorpus.Event("codepipeline/failed")).ShouldHaveSingleItem();
        var started = EventReader.Read(EventCorpus.Event("codepipeline/started")).ShouldHaveSingleItem();

        started.Identity.ShouldNotBe(failed.Identity);
        started.Claims[0].Severity.ShouldBe(Severity.Info);
    }

    [Fact]
    public void A_CloudFormation_resource_event_is_ignored_with_a_reason()
    {
        var message = EventEnvelope.Open(EventCorpus.Event("cloudformation/resource-sns")).ShouldHaveSingleItem();

        var reading = EventReader.ReadMessage(message);

        reading.Signals.ShouldBeEmpty();
        reading.IgnoredReason.ShouldBe(
            "Event of one resource. The event of its stack has the outcome.");
    }
}
