using Alerting.Sources.AwsServices;
using Alerting.Sources.CloudWatchAlarms;
using Alerting.Sources.Generic;
using Alerting.Sources.Heartbeats;
using Alerting.Sources.Webhooks;
using Alerting.Sources.Webhooks.Services;

namespace Alerting.Sources;

/// <summary>Every reader but the generic one, in the order they are asked.</summary>
internal static class SourceCatalog
{
    public static IReadOnlyList<ISourceReader> Readers { get; } =
    [
        new AlarmReader(),
        new BeatReader(),

        // Webhooks.
        new GrafanaReader(),
        new AlertmanagerReader(),
        new AlertTextReader("grafana", isGrafana: true),
        new AlertTextReader("alertmanager", isGrafana: false),
        new GoAlertReader(),

        // Outside services.
        new DatadogReader(),
        new GitHubReader(),
        new SentryReader(),
        new PagerDutyReader(),
        new NewRelicReader(),
        new AzureMonitorReader(),
        new GoogleCloudReader(),
        new UptimeKumaReader(),
        new UptimeRobotReader(),
        new GitLabReader(),
        new JenkinsReader(),
        new OpsgenieReader(),
        new StatuspageReader(),
        new BetterStackReader(),
        new PingdomReader(),
        new ChecklyReader(),
        new ZabbixReader(),
        new ElasticReader(),
        new SplunkReader(),

        // CloudTrail first, because its events carry the source of the called service.
        new CloudTrailReader(),

        // Health and security.
        new HealthReader(),
        new GuardDutyReader(),
        new SecurityHubReader(),
        new InspectorReader(),
        new AccessAnalyzerReader(),
        new ConfigReader(),
        new AcmReader(),
        new MacieReader(),
        new DeviceDefenderReader(),
        new SupportReader(),
        new ResilienceHubReader(),

        // Observability.
        new SyntheticsReader(),
        new DevOpsGuruReader(),
        new XRayReader(),
        new InternetMonitorReader(),
        new ServiceLevelReader(),

        // Deployment.
        new CodePipelineReader(),
        new CodeBuildReader(),
        new CodeDeployReader(),
        new CodeCommitReader(),
        new CloudFormationReader(),
        new BeanstalkReader(),
        new AmplifyReader(),
        new EcrReader(),

        // Compute.
        new EcsReader(),
        new BatchReader(),
        new AutoScalingReader(),
        new Ec2Reader(),
        new SystemsManagerReader(),
        new LambdaDestinationReader(),
        new StepFunctionsReader(),
        new GlueReader(),
        new GlueDataQualityReader(),
        new EmrReader(),
        new SageMakerReader(),
        new MediaLiveReader(),

        // Data.
        new RdsReader(),
        new DmsReader(),
        new RedshiftReader(),
        new ElastiCacheReader(),
        new OpenSearchReader(),
        new MskReader(),
        new DataSyncReader(),
        new BackupReader(),
        new S3Reader(),
        new SesReader(),
        new SnsSubscriptionReader(),

        // Cost.
        new BudgetsReader(),
        new CostAnomalyReader(),
        new TrustedAdvisorReader(),
    ];

    /// <summary>Known envelopes with unknown content; asked after all readers.</summary>
    public static IReadOnlyList<ISourceReader> Envelopes { get; } =
    [
        new ChatNotificationReader(),
        new OtherEventReader(),
    ];
}
