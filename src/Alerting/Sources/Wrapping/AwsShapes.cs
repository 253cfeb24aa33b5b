using System.Text.Json;

namespace Alerting.Sources.Wrapping;

/// <summary>
/// The family of an AWS event when its envelope lacks <c>source</c> or is missing altogether: the detail-type names the
/// service, and the detail of most events has fields that no other event has.
/// </summary>
internal static class AwsShapes
{
    /// <summary>The source of a detail-type by how it begins; the first that fits.</summary>
    private static readonly (string Beginning, string Source)[] DetailTypes =
    [
        ("ACM ", "aws.acm"), ("AWS Console", "aws.signin"), ("AWS Health", "aws.health"), ("AWS X-Ray", "aws.xray"),
        ("Access Analyzer", "aws.access-analyzer"), ("Access Preview", "aws.access-analyzer"),
        ("Amazon OpenSearch", "aws.es"), ("Amplify", "aws.amplify"), ("Anomaly Detected", "aws.ce"),
        ("AppFlow", "aws.appflow"), ("Application Signals", "aws.application-signals"), ("Backup ", "aws.backup"),
        ("Batch Job", "aws.batch"), ("Budget", "aws.budgets"), ("Calendar State", "aws.ssm"),
        ("CloudFormation", "aws.cloudformation"), ("CloudWatch Alarm", "aws.cloudwatch"),
        ("CloudWatch Application Signals", "aws.application-signals"),
        ("CloudWatch Internet Monitor", "aws.internetmonitor"), ("CodeBuild", "aws.codebuild"),
        ("CodeCommit", "aws.codecommit"), ("CodeDeploy", "aws.codedeploy"), ("CodePipeline", "aws.codepipeline"),
        ("Config ", "aws.config"), ("Configuration Compliance", "aws.ssm"), ("Copy Job", "aws.backup"),
        ("DMS ", "aws.dms"), ("Data Quality", "aws.glue-dataquality"), ("DataSync", "aws.datasync"),
        ("DevOps Guru", "aws.devops-guru"),
        ("Domain Error", "aws.es"), ("EBS ", "aws.ec2"), ("EC2 Auto Scaling", "aws.autoscaling"),
        ("EC2 Automation", "aws.ssm"), ("EC2 Command", "aws.ssm"), ("EC2 Fleet", "aws.ec2fleet"),
        ("EC2 Instance Launch", "aws.autoscaling"), ("EC2 Instance Terminate", "aws.autoscaling"),
        ("EC2 Instance-launch", "aws.autoscaling"), ("EC2 Instance-terminate", "aws.autoscaling"),
        ("EC2 Spot Fleet", "aws.ec2spotfleet"), ("EC2 ", "aws.ec2"), ("ECR ", "aws.ecr"), ("ECS ", "aws.ecs"),
        ("EMR Serverless", "aws.emr-serverless"), ("EMR ", "aws.emr"), ("Elastic Beanstalk", "aws.elasticbeanstalk"),
        ("Email ", "aws.ses"), ("Findings Imported V2", "aws.securityhub"), ("Glue ", "aws.glue"),
        ("GuardDuty", "aws.guardduty"), ("Health Event", "aws.internetmonitor"), ("Inspector2", "aws.inspector2"),
        ("Internal Access", "aws.access-analyzer"),
        ("Internet Monitor", "aws.internetmonitor"), ("Kafka", "aws.kafka"), ("MSK", "aws.kafka"),
        ("Lambda Function Invocation", "lambda"), ("Macie", "aws.macie"), ("Maintenance Window", "aws.ssm"),
        ("MediaConvert", "aws.mediaconvert"), ("MediaLive", "aws.medialive"), ("Object ", "aws.s3"),
        ("OpsItem", "aws.ssm"), ("Parameter Store", "aws.ssm"), ("RDS ", "aws.rds"), ("Recovery Point", "aws.backup"),
        ("Redshift Data", "aws.redshift-data"), ("Resilience Hub", "aws.resiliencehub"), ("Restore ", "aws.backup"),
        ("SLO ", "aws.application-signals"),
        ("SageMaker", "aws.sagemaker"), ("Scan Job", "aws.backup"), ("Scheduled Event", "aws.events"),
        ("Security Hub", "aws.securityhub"), ("Step Functions", "aws.states"), ("Support Case", "aws.support"),
        ("Synthetics", "aws.synthetics"), ("Trusted Advisor", "aws.trustedadvisor"),
        ("Unused Access", "aws.access-analyzer"),
    ];

    /// <summary>Fields that only the detail of this event has together.</summary>
    private static readonly AwsShape[] Details =
    [
        new("aws.cloudwatch", "CloudWatch Alarm Configuration Change", "alarmName", "operation"),
        new("aws.cloudwatch", "CloudWatch Alarm Contributor State Change", "alarmName", "state", "alarmContributor"),
        new("aws.cloudwatch", "CloudWatch Alarm State Change", "alarmName", "state"),
        new("aws.codepipeline", "CodePipeline Action Execution State Change", "pipeline", "execution-id", "action"),
        new("aws.codepipeline", "CodePipeline Stage Execution State Change", "pipeline", "execution-id", "stage"),
        new("aws.codepipeline", "CodePipeline Pipeline Execution State Change", "pipeline", "execution-id"),
        new("aws.codebuild", "CodeBuild Build Phase Change", "project-name", "completed-phase"),
        new("aws.codebuild", "CodeBuild Build State Change", "project-name", "build-status"),
        new("aws.codedeploy", "CodeDeploy Instance State-change Notification", "deploymentId", "instanceId", "state"),
        new("aws.codedeploy", "CodeDeploy Deployment State-change Notification", "deploymentId", "deploymentGroup"),
        new("aws.codecommit", "CodeCommit Pull Request State Change", "pullRequestId", "repositoryNames"),
        new("aws.codecommit", "CodeCommit Repository State Change", "repositoryName", "referenceType"),
        new("aws.cloudformation", "CloudFormation Drift Detection Status Change", "stack-id",
            "stack-drift-detection-id"),
        new("aws.cloudformation", "CloudFormation Resource Status Change", "stack-id", "logical-resource-id"),
        new("aws.cloudformation", "CloudFormation Stack Status Change", "stack-id", "status-details"),
        new("aws.cloudformation", "CloudFormation StackSet StackInstance Status Change", "stack-set-arn",
            "stack-instance-details"),
        new("aws.cloudformation", "CloudFormation StackSet Operation Status Change", "stack-set-arn", "operation-id"),
        new("aws.ecs", "ECS Task State Change", "taskArn", "clusterArn"),
        new("aws.ecs", "ECS Container Instance State Change", "containerInstanceArn", "clusterArn"),
        new("aws.autoscaling", "", "AutoScalingGroupName", "StatusCode"),
        new("aws.autoscaling", "EC2 Instance-launch Lifecycle Action", "AutoScalingGroupName", "LifecycleHookName"),
        new("aws.ec2", "EC2 Spot Instance Interruption Warning", "instance-id", "instance-action"),
        new("aws.ssm", "EC2 Command Invocation Status-change Notification", "command-id", "instance-id"),
        new("aws.ssm", "EC2 Command Status-change Notification", "command-id", "document-name"),
        new("aws.ssm", "EC2 Automation Execution Status-change Notification", "ExecutionId", "Definition", "Status"),
        new("aws.ssm", "Configuration Compliance State Change", "compliance-status", "compliance-type"),
        new("aws.ec2", "EC2 Instance State-change Notification", "instance-id", "state"),
        new("aws.ec2", "EBS Snapshot Notification", "event", "result", "request-id", "snapshot_id"),
        new("aws.ec2", "EBS Volume Notification", "event", "result", "request-id", "cause"),
        new("aws.health", "AWS Health Event", "eventArn", "eventTypeCode"),
        new("aws.glue", "Glue Job State Change", "jobName", "jobRunId"),
        new("aws.glue", "Glue Crawler State Change", "crawlerName", "state"),
        new("aws.states", "Step Functions Execution Status Change", "executionArn", "stateMachineArn", "status"),
        new("aws.backup", "Copy Job State Change", "copyJobId", "state"),
        new("aws.backup", "Restore Job State Change", "restoreJobId", "status"),
        new("aws.backup", "Scan Job State Change", "scanJobId", "state"),
        new("aws.backup", "Backup Job State Change", "backupJobId", "state"),
        new("aws.inspector2", "Inspector2 Finding", "findingArn", "inspectorScore"),
        new("aws.inspector2", "Inspector2 Finding", "findingArn", "severity", "awsAccountId"),
        new("aws.access-analyzer", "Access Preview State Change", "accessPreviewId", "status"),
        new("aws.acm", "ACM Certificate Expired", "CommonName", "CertificateExpirationDate"),
        new("aws.acm", "ACM Certificate Available", "CommonName", "DaysToExpiry", "Action"),
        new("aws.acm", "ACM Certificate Approaching Expiration", "CommonName", "DaysToExpiry"),
        new("aws.config", "Config Rules Compliance Change", "configRuleName", "newEvaluationResult"),
        new("aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification", "check-name",
            "check-item-detail"),
        new("aws.ce", "Anomaly Detected", "anomalyId", "monitorArn"),
        new("aws.redshift-data", "Redshift Data Statement Status Change", "statementId", "redshiftQueryId"),
        new("aws.elasticbeanstalk", "Elastic Beanstalk resource status change", "EnvironmentName",
            "ApplicationName", "Severity"),
        new("aws.synthetics", "Synthetics Canary Status Change", "canary-name", "current-state"),
        new("aws.synthetics", "Synthetics Canary TestRun", "canary-name", "test-run-status"),
        new("aws.xray", "AWS X-Ray Insight Update", "InsightId", "State"),
        new("aws.internetmonitor", "Health Event Updated", "EventArn", "MonitorName", "Status"),
        new("aws.application-signals", "SLO State Change", "sloArn", "budgetStatus"),
        new("aws.resiliencehub", "Resilience Hub Drift Detected", "appArn", "complianceStatus"),
        new("aws.devops-guru", "DevOps Guru New Insight Open", "insightId", "insightSeverity"),
        new("aws.ecr", "ECR Image Scan", "repository-name", "scan-status"),
        new("aws.ecr", "ECR Pull Through Cache Action", "repository-name", "sync-status"),
        new("aws.ecr", "ECR Image Action", "repository-name", "action-type"),
        new("aws.sagemaker", "SageMaker Training Job State Change", "TrainingJobName", "TrainingJobStatus"),
        new("aws.sagemaker", "SageMaker Endpoint State Change", "EndpointName", "EndpointStatus"),
        new("aws.sagemaker", "SageMaker Model Building Pipeline Execution Status Change", "pipelineArn",
            "currentPipelineExecutionStatus"),
        new("aws.emr", "EMR Step Status Change", "clusterId", "stepId"),
        new("aws.emr", "EMR Cluster State Change", "clusterId", "stateChangeReason"),
        new("aws.support", "Support Case Update", "case-id", "event-name"),
        new("aws.amplify", "Amplify Deployment Status Change", "appId", "branchName", "jobId"),
        new("aws.medialive", "MediaLive Channel Alert", "alarm_state", "channel_arn"),
        new("aws.medialive", "MediaLive Channel State Change", "channel_arn", "pipelines_running_count"),
        new("aws.glue-dataquality", "Data Quality Evaluation Results Available", "context", "rulesetNames", "state"),
        new("aws.kafka", "MSK Cluster State Change", "clusterArn", "clusterName", "state"),
    ];

    /// <summary>The source that sends events of this type; null if it is not known.</summary>
    public static string? SourceOf(string detailType, EventJson detail)
    {
        if (detailType.EndsWith("via CloudTrail", StringComparison.Ordinal)
            && detail.Text("eventSource") is { } service)
        {
            // CloudTrail's events carry the source of the called service.
            return $"aws.{service.Split('.')[0]}";
        }
        foreach (var (beginning, source) in DetailTypes)
        {
            if (detailType.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
                return source;
        }
        return null;
    }

    /// <summary>The event that has this detail; null if it could be anything.</summary>
    public static (string Source, string DetailType)? Of(EventJson detail)
    {
        if (detail.ValueKind != JsonValueKind.Object)
            return null;
        if (detail.Has("alarmName") && detail.Get("state").ValueKind != JsonValueKind.Object)
            return null;
        foreach (var shape in Details)
        {
            if (shape.Fits(detail))
                return (shape.Source, shape.DetailType.Length > 0 ? shape.DetailType : AutoScaling(detail));
        }
        return Service(detail) ?? Finding(detail);
    }

    /// <summary>Events that a value distinguishes, not a field.</summary>
    private static (string, string)? Service(EventJson detail)
    {
        if (detail.Text("SourceType") is { } type && detail.HasAll("SourceIdentifier", "EventCategories"))
            return ("aws.rds", $"RDS {RdsType(type)} Event");
        if (detail.HasAll("eventVersion", "eventName", "userIdentity") && detail.Text("eventSource") is { } called)
        {
            return called == "signin.amazonaws.com"
                ? ("aws.signin", "AWS Console Sign In via CloudTrail")
                : ($"aws.{called.Split('.')[0]}", "AWS API Call via CloudTrail");
        }
        if (detail.HasAll("jobName", "jobQueue", "jobId"))
        {
            // Only a job at the head of a blocked queue has this reason.
            return ("aws.batch", detail.Text("status") == "RUNNABLE" && detail.Has("statusReason")
                ? "Batch Job Queue Blocked"
                : "Batch Job State Change");
        }
        if (detail.Text("eventName") is { } name && detail.Has("eventType"))
        {
            if (name.StartsWith("SERVICE_DEPLOYMENT", StringComparison.Ordinal) && detail.Has("deploymentId"))
                return ("aws.ecs", "ECS Deployment State Change");
            if (name.StartsWith("SERVICE_", StringComparison.Ordinal) && detail.Has("clusterArn"))
                return ("aws.ecs", "ECS Service Action");
        }
        return detail.HasAll("resourceLink", "detailMessage", "category")
            ? ("aws.dms", "DMS Replication Task State Change")
            : null;
    }

    private static (string, string)? Finding(EventJson detail)
    {
        if (detail.Text("type") is { } type && type.Contains(':', StringComparison.Ordinal) && detail.Has("severity")
            && detail.Get("service").ValueKind == JsonValueKind.Object)
        {
            return ("aws.guardduty", "GuardDuty Finding");
        }
        if (detail.HasAll("schemaVersion", "scanStatus", "scanResultDetails"))
            return ("aws.guardduty", "GuardDuty Malware Protection Object Scan Result");
        if (detail.HasAll("schemaVersion", "resourceStatus", "s3BucketDetails"))
        {
            return ("aws.guardduty", "GuardDuty Malware Protection Resource Status "
                + (detail.Text("resourceStatus") == "ACTIVE" ? "Active" : "Error"));
        }
        if (detail.HasAll("schemaVersion", "actionFailures", "s3ObjectDetails"))
            return ("aws.guardduty", "GuardDuty Malware Protection Post Scan Action Failed");
        if (detail.HasAll("analyzedAt", "resourceType", "isDeleted"))
        {
            return ("aws.access-analyzer", detail.Has("findingType") ? "Unused Access Finding for IAM entities"
                : detail.Has("accessType") ? "Internal Access Finding" : "Access Analyzer Finding");
        }
        if (detail.HasAll("severity", "type", "category") && detail.Has("resourcesAffected"))
            return ("aws.macie", "Macie Finding");
        return detail.Has("findings", out var findings) && IsSecurityHub(findings) is { } version
            ? ("aws.securityhub", version)
            : null;
    }

    private static string? IsSecurityHub(EventJson findings)
    {
        if (findings.ValueKind != JsonValueKind.Array || findings.GetArrayLength() == 0)
            return null;
        var first = findings.EnumerateArray().First();
        return first.Has("ProductArn") ? "Security Hub Findings - Imported"
            : first.Has("finding_info") ? "Findings Imported V2"
            : null;
    }

    private static string AutoScaling(EventJson detail)
    {
        var verb = detail.Text("Cause")?.Contains("terminat", StringComparison.OrdinalIgnoreCase) == true
            || detail.Text("Description")?.StartsWith("Terminat", StringComparison.Ordinal) == true
            ? "Terminate"
            : "Launch";
        return $"EC2 Instance {verb} {(detail.Text("StatusCode") == "Failed" ? "Unsuccessful" : "Successful")}";
    }

    /// <summary><c>DB_INSTANCE</c> and <c>CLUSTER</c> as the detail-type names them.</summary>
    private static string RdsType(string type) => type.ToUpperInvariant() switch
    {
        "CLUSTER" or "DB_CLUSTER" => "DB Cluster",
        "CLUSTER_SNAPSHOT" or "DB_CLUSTER_SNAPSHOT" => "DB Cluster Snapshot",
        "SNAPSHOT" or "DB_SNAPSHOT" => "DB Snapshot",
        "PARAMETER" or "DB_PARAMETER_GROUP" => "DB Parameter Group",
        "SECURITY_GROUP" or "DB_SECURITY_GROUP" => "DB Security Group",
        "DB_PROXY" => "DB Proxy",
        _ => "DB Instance",
    };
}

/// <summary>An event and the fields that its detail always has.</summary>
internal sealed record AwsShape(string Source, string DetailType, params string[] Fields)
{
    public bool Fits(EventJson detail) => detail.HasAll(Fields);
}
