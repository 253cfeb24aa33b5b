using Alerting.Configuration.Values;
using Alerting.Text;

namespace Alerting.Configuration;

/// <summary>Every error about keys and values of any kind: what is wrong, then what to write instead.</summary>
internal static class ConfigErrors
{
    // What names stand for.
    public const string Receiver = "receiver";
    public const string Person = "person";
    public const string Schedule = "schedule";
    public const string Policy = "escalation policy";
    public const string TimeInterval = "time interval";
    public const string Anybody = "receiver, person or schedule";

    /// <summary>Longer lists of names are cut to the nearest.</summary>
    private const int MostNames = 20;

    public static Finding UnknownKey(string key, string where, string instead) => new(nameof(UnknownKey),
        $"Unknown key \"{key}\" in {where}. {instead}");

    public static Finding NotAMapping(string what) => new(nameof(NotAMapping),
        $"{Start(what)} must be a mapping. Write key: value.");

    public static Finding NotText(string key) => new(nameof(NotText),
        $"{key} must be a single value, not a list or a mapping.");

    public static Finding NotTextList(string key) => new(nameof(NotTextList),
        $"{key} must be a value or a list of values.");

    /// <param name="what">What the key names.</param>
    /// <param name="given">What stands there: a list or a mapping.</param>
    public static Finding NotOneName(string key, string what, string given) => new(nameof(NotText),
        $"{key} takes the name of one {what}, not a {given}. " +
        $"Define it under {SectionsOf(what)}, and write {key}: <name>.");

    /// <param name="what">What each text of the key names.</param>
    public static Finding NotNames(string key, string what) => new(nameof(NotTextList),
        $"{key} takes names. Define each {what} under {SectionsOf(what)}, and write {key}: [<name>].");

    public static Finding Missing(string owner, string key, string example) => new("MissingKey",
        $"{owner} has no {key}. Write {example}.");

    public static Finding IsNot(string text, string what, string instead) => new(Finding.InvalidValue,
        $"\"{text}\" is not {what}. {instead}");

    public static Finding Unknown(string what, string name, IEnumerable<string> known) =>
        new("UnknownName", $"Unknown {what} \"{name}\". {Instead(name, known, PluralOf(what))}");

    public static Finding NotPositive(string key) => new(nameof(NotPositive),
        $"{key} must be longer than 0. {Durations.Instead}");

    public static Finding NotANumber(string key, string text, int least, int most) => new(nameof(NotANumber),
        $"{key} cannot be \"{text}\". Write a whole number from {least} to {most}.");

    /// <summary>Suggests the word that was probably meant, or lists those that are allowed.</summary>
    public static string Instead(string word, IEnumerable<string> known, string plural)
    {
        if (Suggestion.ForName(word, known) is { } meant)
            return Suggestion.Sentence(meant);
        string[] all = [.. known];
        return all.Length switch
        {
            0 => $"No {plural} are defined.",
            > MostNames =>
                $"The nearest of {all.Length} {plural} are {string.Join(", ", Suggestion.Nearest(word, all))}.",
            _ => $"Known {plural}: {string.Join(", ", all)}.",
        };
    }

    private static string SectionsOf(string what) =>
        what == TimeInterval ? "time_intervals" : PluralOf(what).Replace(" and ", " or ", StringComparison.Ordinal);

    private static string PluralOf(string what) => what switch
    {
        Person => "people",
        Policy => "escalations",
        Anybody => "receivers, people and schedules",
        _ => what + "s",
    };

    /// <summary>Capitalises words ("a route"), but not the names of keys ("smtp").</summary>
    private static string Start(string what) =>
        what.Contains(' ', StringComparison.Ordinal) ? char.ToUpperInvariant(what[0]) + what[1..] : what;
}
