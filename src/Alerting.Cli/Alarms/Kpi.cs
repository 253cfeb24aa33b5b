namespace Alerting.Cli.Alarms;

/// <summary>The headings of the template, in this order. docs/kpis.md explains them.</summary>
internal enum Kpi
{
    Uptime,
    Utilisation,
    Throughput,
    Errors,
    Business,
}
