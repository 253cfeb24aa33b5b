using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// Where an alarm lives. Its ARN decides: the field <c>Region</c> holds a display name ("EU (Ireland)"), and the topic may
/// be in another account.
/// </summary>
internal sealed record AlarmPlace(string? Account, string? Region, string? AlarmName)
{
    public static AlarmPlace Read(JsonElement alarm, EventMessage message)
    {
        if (Arn.TryParse(alarm.Text("AlarmArn"), out var arn))
        {
            // Not ResourceName: an alarm's name may itself hold ':' and '/'.
            var name = arn.Resource.StartsWith("alarm:", StringComparison.Ordinal) ? arn.Resource["alarm:".Length..] : null;
            return new AlarmPlace(arn.Account ?? alarm.Text("AWSAccountId"), arn.Region, name);
        }
        var topic = Arn.TryParse(message.Origin, out var origin) ? origin : null;
        return new AlarmPlace(alarm.Text("AWSAccountId") ?? topic?.Account, topic?.Region, null);
    }
}
