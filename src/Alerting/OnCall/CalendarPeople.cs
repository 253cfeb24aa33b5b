using Alerting.Configuration;

namespace Alerting.OnCall;

/// <summary>Finds people in the summary of a calendar's event.</summary>
public static class CalendarPeople
{
    private static readonly string[] Separators =
        [",", ";", "&", "+", "/", "|", ":", "(", ")", "[", "]", " - ", " – ", " and "];

    /// <summary>
    /// By key, name or e-mail address in any case, as the whole summary or as a part of it: "On call - Ann Lee". Empty if
    /// nobody is known.
    /// </summary>
    public static IReadOnlyList<string> Of(string summary, IReadOnlyDictionary<string, Person> people)
    {
        if (Find(summary.Trim(), people) is { } only)
            return [only];
        return [.. summary.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => Find(part, people)).OfType<string>().Distinct()];
    }

    private static string? Find(string text, IReadOnlyDictionary<string, Person> people)
    {
        if (IsSame(text, Person.Nobody))
            return Person.Nobody;
        return people.Values.FirstOrDefault(person => IsSame(text, person.Key) || IsSame(text, person.Name)
            || person.Targets.Any(target => target.Channel == "email" && IsSame(text, $"{target.Address}")))?.Key;
    }

    private static bool IsSame(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
