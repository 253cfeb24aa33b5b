namespace Alerting.Cli.Alarms.Writing;

/// <summary>The headings, as docs/kpis.md has them.</summary>
internal static class KpiWords
{
    public static string Heading(Kpi kpi) => kpi switch
    {
        Kpi.Uptime => "Uptime: can it be reached?",
        Kpi.Utilisation => "Utilisation: is there room?",
        Kpi.Throughput => "Throughput: how much is done, and how fast?",
        Kpi.Errors => "Errors: what goes wrong?",
        _ => "Business: does it do its job?",
    };

    public static string WhenEmpty(Kpi kpi) => kpi switch
    {
        Kpi.Uptime => "None of these resources has a metric of it. Write checks of your URLs in alerting.yaml.",
        Kpi.Business => "None yet. Only you know what the service is for: --metric 'Shop/Orders:Sum<1/15m' adds " +
            "an alarm.",
        _ => "None of these resources has a metric of it.",
    };
}
