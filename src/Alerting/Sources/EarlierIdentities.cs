using System.Collections.Frozen;
using Alerting.Alerts;
using Alerting.Sources.AwsServices;
using Alerting.Sources.Generic;

namespace Alerting.Sources;

/// <summary>
/// What version 1 called the alert of a message that it had no reader for: it read other events of EventBridge and the
/// rest by common field names. Only an end names it, because a coarse name must not hide that another thing fires.
/// </summary>
internal static class EarlierIdentities
{
    private static readonly GenericReader Generic = new();
    private static readonly OtherEventReader OtherEvents = new();

    /// <summary>Sources whose readers version 1 did not have.</summary>
    private static readonly FrozenSet<string> New = FrozenSet.ToFrozenSet(
    [
        "datadog", "github", "sentry", "pagerduty", "newrelic", "azure-monitor", "google-cloud-monitoring",
        "uptime-kuma", "uptimerobot", "gitlab", "opsgenie", "statuspage", "betterstack", "pingdom", "checkly",
        "zabbix", "elastic", "splunk", "jenkins", "amplify", "ecr", "synthetics", "macie", "devops-guru",
        "opensearch", "emr", "sagemaker", "support", "xray", "internet-monitor", "medialive", "datasync",
        "glue-dataquality", "application-signals", "msk", "resilience-hub", "iot-device-defender",
    ]);

    /// <summary>The reading of a message as it came.</summary>
    public static EventReading Of(EventReading reading, EventMessage message) =>
        New.Contains(reading.Source) ? OfUnwrapped(reading, message) : reading;

    /// <summary>The reading of an event in a message, or without its envelope, which version 1 did not look for.</summary>
    public static EventReading OfUnwrapped(EventReading reading, EventMessage message)
    {
        if (reading.Signals is not [{ Status: AlertStatus.Resolved } end])
            return reading;
        var names = NamesOf(message).Where(name => name != end.Identity && !end.EarlierIdentities.Contains(name));
        return reading with { Signals = [end with { EarlierIdentities = [.. end.EarlierIdentities, .. names] }] };
    }

    private static IEnumerable<string> NamesOf(EventMessage message)
    {
        // An event without anything that identifies it ends with its type.
        if (OtherEvents.Read(message) is [var other])
            return Names(other).Where(name => !name.EndsWith('|'));
        return Generic.Read(message) is [var signal] ? Names(signal).Where(GenericReader.IsOfOneAlert) : [];
    }

    /// <summary>Version 1 made no identity of pairs of names and values.</summary>
    private static IEnumerable<string> Names(Signal signal) => signal.EarlierIdentities.Count > 0
        ? signal.EarlierIdentities
        : signal.Identity.Contains('=', StringComparison.Ordinal) ? [] : [signal.Identity];
}
