namespace Alerting.Configuration;

/// <summary>
/// One person of a receiver is a receiver of their own, <c>oncall/ann</c>: whoever was notified that an alert fires is
/// notified when it resolves, after a handover too, and each person has a rate limit and a fallback.
/// </summary>
public static class PersonalReceiver
{
    private const char Separator = '/';

    public static string NameOf(string receiver, string person) => $"{receiver}{Separator}{person}";

    /// <summary>The receiver as configured and the person, or null for another name.</summary>
    public static (string Receiver, string Person)? Split(AlertingConfig config, string name)
    {
        if (config.Receivers.ContainsKey(name))
            return null;
        // A name may contain the separator itself.
        for (var at = name.IndexOf(Separator); at >= 0; at = name.IndexOf(Separator, at + 1))
        {
            var (receiver, person) = (name[..at], name[(at + 1)..]);
            if (config.People.ContainsKey(person) && Base(config, receiver) is not null)
                return (receiver, person);
        }
        return null;
    }

    internal static Receiver? Find(AlertingConfig config, string name)
    {
        if (Split(config, name) is not var (receiver, key))
            return Base(config, name);
        var person = config.People[key];
        return Base(config, receiver)! with { Name = name, Targets = person.Targets, Person = person };
    }

    /// <summary>A person or schedule that an escalation policy names is a receiver, too.</summary>
    private static Receiver? Base(AlertingConfig config, string name) =>
        config.Receivers.TryGetValue(name, out var receiver) ? receiver
        : config.People.ContainsKey(name) ? new Receiver(name, []) { People = [name] }
        : config.Schedules.ContainsKey(name) ? new Receiver(name, []) { OnCall = [name] }
        : null;
}
