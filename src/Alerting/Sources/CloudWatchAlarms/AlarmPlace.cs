using Alerting.Alerts;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>
/// Account and region of an alarm, preferably from its ARN: the field <c>Region</c> holds a display name ("EU (Ireland)"),
/// and the topic may belong to another account.
/// </summary>
internal sealed record AlarmPlace(string? Account, string? Region, string? AlarmName, string Partition)
{
    public static AlarmPlace Of(string? alarmArn, string? account, string? region, EventMessage message)
    {
        if (Arn.TryParse(alarmArn, out var arn))
            return new AlarmPlace(arn.Account ?? account, JsonFields.RegionOrNull(arn.Region) ?? region, AlarmNameOf(arn),
                arn.Partition);
        var topic = message.Topic;
        region ??= JsonFields.RegionOrNull(topic?.Region);
        return new AlarmPlace(account ?? topic?.Account, region, null,
            topic?.Partition ?? ConsoleLinks.PartitionOf(region));
    }

    /// <summary>Builds the ARN for messages without one, such as truncated ones.</summary>
    public string ArnOf(string alarmName) =>
        $"arn:{Partition}:cloudwatch:{Region}:{Account}:alarm:{alarmName}";

    /// <summary>Not <see cref="Arn.ResourceName"/>, because alarm names may contain ':' and '/'.</summary>
    public static string? AlarmNameOf(Arn arn) =>
        arn.Resource.StartsWith("alarm:", StringComparison.Ordinal) ? arn.Resource["alarm:".Length..] : null;
}
