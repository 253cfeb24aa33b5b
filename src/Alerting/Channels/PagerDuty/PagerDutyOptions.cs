namespace Alerting.Channels.PagerDuty;

internal static class PagerDutyOptions
{
    public static readonly ChannelOption RoutingKey =
        new("routing_key") { IsSecret = true, Sample = "0123456789abcdef0123456789abcdef" };

    public static ChannelOptions All { get; } = new(
        "pagerduty", "PagerDuty", "pagerduty: { routing_key: \"${ssm:/alerting/pagerduty}\" }",
        [RoutingKey, CommonOptions.Region, CommonOptions.ApiUrl], [RoutingKey])
    {
        Hosts = ["events.pagerduty.com", "events.eu.pagerduty.com"],
    };
}
