using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// Where an alarm lives. Its ARN decides: the field <c>Region</c> holds a display name ("EU (Ireland)"), and the
/// topic may be in another account.
/// </summary>
internal sealed record AlarmPlace(string? Account, string? Region, string? AlarmName, string Partition)
{
    public static AlarmPlace Of(string? alarmArn, string? account, string? region, EventMessage message)
    {
        if (Arn.TryParse(alarmArn, out var arn))
            return new AlarmPlace(arn.Account ?? account, JsonFields.RegionOrNull(arn.Region) ?? region, NameIn(arn),
                arn.Partition);
        var topic = message.Topic;
        region ??= JsonFields.RegionOrNull(topic?.Region);
        return new AlarmPlace(account ?? topic?.Account, region, null,
            topic?.Partition ?? ConsoleLinks.PartitionOf(region));
    }

    /// <summary>An alarm's ARN put together, for messages without one: cut short, or passed on by people.</summary>
    public string ArnOf(string alarmName) =>
        $"arn:{Partition}:cloudwatch:{Region}:{Account}:alarm:{alarmName}";

    /// <summary>Not <see cref="Arn.ResourceName"/>: an alarm's name may itself hold ':' and '/'.</summary>
    public static string? NameIn(Arn arn) =>
        arn.Resource.StartsWith("alarm:", StringComparison.Ordinal) ? arn.Resource["alarm:".Length..] : null;
}
