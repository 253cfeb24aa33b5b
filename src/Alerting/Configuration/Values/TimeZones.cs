using NodaTime;

namespace Alerting.Configuration.Values;

/// <summary>Time zones by their name in the tz database, which is loaded only when a zone other than UTC is named.</summary>
internal static class TimeZones
{
    public static DateTimeZone? Find(string name) =>
        name is "UTC" or "Etc/UTC" or "Z" or "utc" ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    public static string Unknown(string name)
    {
        var known = DateTimeZoneProviders.Tzdb.Ids;
        foreach (var id in known)
            // "London" for "Europe/London": whoever leaves out the continent knows which city they mean.
            if (id.EndsWith("/" + name.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
                return $"There is no time zone \"{name}\": did you mean \"{id}\"?";
        var meant = Suggestion.For(name, known);
        return $"There is no time zone \"{name}\": " +
            (meant is null ? "write it as Europe/London or America/New_York, or UTC." : $"did you mean \"{meant}\"?");
    }
}
