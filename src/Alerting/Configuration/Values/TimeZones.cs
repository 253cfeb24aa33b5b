using Alerting.Text;
using NodaTime;

namespace Alerting.Configuration.Values;

/// <summary>Time zones by their tz database name. UTC does not load the database.</summary>
internal static class TimeZones
{
    public static DateTimeZone? Find(string name) =>
        name is "UTC" or "Etc/UTC" or "Z" or "utc" ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    public static string Unknown(string name)
    {
        var known = DateTimeZoneProviders.Tzdb.Ids;
        foreach (var id in known)
        {
            // "London" means "Europe/London".
            if (id.EndsWith("/" + name.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
                return $"Unknown time zone \"{name}\". {Suggestion.Sentence(id)}";
        }
        var meant = Suggestion.For(name, known);
        return $"Unknown time zone \"{name}\". " +
            (meant is null
                ? "Write a name such as Europe/London or America/New_York, or UTC."
                : Suggestion.Sentence(meant));
    }
}
