namespace Alerting.Channels.Teams;

internal static class TeamsOptions
{
    public static readonly ChannelOption Url = CommonOptions.WebhookUrl("teams");

    public static ChannelOptions All { get; } =
        new("teams", "Teams", "teams: \"${ssm:/alerting/teams-webhook}\"", [Url], [Url])
        {
            Hosts = [".webhook.office.com", ".logic.azure.com", ".powerplatform.com"],
            Mention = new MentionSyntax("sign-in names, such as jane@example.com",
                text => TeamsMentions.Of(text) is { Count: > 0 } people && people.All(IsPerson)),
        };

    private static bool IsPerson(string name) =>
        Guid.TryParse(name, out _) || name.IndexOf('@', StringComparison.Ordinal) > 0 && name[0] != '<';
}
