using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Configuration;

namespace Alerting.OnCall.Contacts;

/// <summary>On which channels a person is notified of a severity at a time.</summary>
public static class ContactChannels
{
    /// <summary>They ring, so they are used without a rule only for pages.</summary>
    private static readonly string[] Ringing = ["sms", "voice"];

    /// <summary>
    /// Those of the rule, at the same time. Where no rule applies: all for a page, others for what can wait. Empty only
    /// for a person without any channel.
    /// </summary>
    /// <param name="by">The rules of the receiver; null for the person's own.</param>
    public static IReadOnlyList<string> Of(Person person, ContactRules? by, Severity severity, DateTimeOffset time)
    {
        var usable = Usable(person);
        var chosen = (by ?? person.By).ChannelsAt(severity, time)?.Where(usable.Contains).ToArray();
        if (chosen is { Length: > 0 })
            return chosen;
        var quiet = usable.Except(Ringing).ToArray();
        return severity.IsPage() || quiet.Length == 0 ? usable : quiet;
    }

    /// <summary>The channels to try after the used ones failed, in the order of the configuration.</summary>
    public static IEnumerable<string> Others(Person person, IEnumerable<string> used) => Usable(person).Except(used);

    /// <summary>A channel that cannot be delivered to yet is not one.</summary>
    public static string[] Usable(Person person) => [.. person.Targets.Select(target => target.Channel)
        .Where(key => ChannelCatalog.TryFind(key, out _)).Distinct()];
}
