namespace Alerting.Channels.Teams;

internal static class TeamsOptions
{
    public static readonly ChannelOption Url = CommonOptions.WebhookUrl("teams");

    public static ChannelOptions All { get; } =
        new("teams", "Teams", "teams: \"${ssm:/alerting/teams-webhook}\"", [Url], [Url]);
}
