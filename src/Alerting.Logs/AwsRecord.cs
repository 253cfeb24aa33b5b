namespace Alerting.Logs;

/// <summary>A record of a service of AWS, which is judged by its own fields.</summary>
internal enum AwsRecord
{
    None,
    Flow,
    WebRequest,
    DnsQuery,
    KubernetesAudit,
    Trail,
    TrailStopped,
    RootLogin,
    RootLoginDenied,
    LoginDenied,
    Execution,
    ExecutionFailed,

    /// <summary>A step that may be tried again or whose failure may be caught.</summary>
    StepFailed,
    DatabaseAudit,
    SlowQuery,
}
