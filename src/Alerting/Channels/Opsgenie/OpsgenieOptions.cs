namespace Alerting.Channels.Opsgenie;

internal static class OpsgenieOptions
{
    public static readonly ChannelOption Key = CommonOptions.Secret("key");

    public static ChannelOptions All { get; } = new(
        "opsgenie", "Opsgenie", "opsgenie: { key: \"${ssm:/alerting/opsgenie}\", region: eu }",
        [Key, CommonOptions.Region, CommonOptions.ApiUrl], [Key])
    {
        Hosts = ["api.opsgenie.com", "api.eu.opsgenie.com"],
    };
}
