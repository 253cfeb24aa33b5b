using Alerting.Text;
using NodaTime;

namespace Alerting.Configuration.Values;

/// <summary>Time zones by their tz database name. UTC does not load the database.</summary>
internal static class TimeZones
{
    private const string NameACity =
        "Write the name of a city, such as Europe/London or America/New_York, so that summer time is right too.";

    public static DateTimeZone? Find(string name) =>
        name is "UTC" or "Etc/UTC" or "Z" or "utc" ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);

    /// <summary>Abbreviations people write for a zone, and the city they mean.</summary>
    private static readonly Dictionary<string, string> Cities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PST"] = "America/Los_Angeles", ["PDT"] = "America/Los_Angeles", ["PT"] = "America/Los_Angeles",
        ["MST"] = "America/Denver", ["MDT"] = "America/Denver", ["CT"] = "America/Chicago",
        ["CDT"] = "America/Chicago", ["EST"] = "America/New_York", ["EDT"] = "America/New_York",
        ["ET"] = "America/New_York", ["BST"] = "Europe/London", ["CET"] = "Europe/Berlin",
        ["CEST"] = "Europe/Berlin", ["MEZ"] = "Europe/Berlin", ["MESZ"] = "Europe/Berlin", ["WEST"] = "Europe/Lisbon",
        ["EEST"] = "Europe/Athens", ["MSK"] = "Europe/Moscow", ["IST"] = "Asia/Kolkata", ["SGT"] = "Asia/Singapore",
        ["HKT"] = "Asia/Hong_Kong", ["JST"] = "Asia/Tokyo", ["KST"] = "Asia/Seoul", ["AEST"] = "Australia/Sydney",
        ["AEDT"] = "Australia/Sydney", ["ACST"] = "Australia/Adelaide", ["AWST"] = "Australia/Perth",
        ["NZST"] = "Pacific/Auckland", ["NZDT"] = "Pacific/Auckland", ["BRT"] = "America/Sao_Paulo",
        ["SAST"] = "Africa/Johannesburg",
    };

    /// <summary>Advice about a zone that exists but is probably not meant; null for the others.</summary>
    public static string? Advice(string name)
    {
        if (name.StartsWith("Etc/GMT", StringComparison.OrdinalIgnoreCase) && name.Length > "Etc/GMT".Length
            && name.TrimEnd('0', '+', '-').Length > "Etc/GMT".Length)
        {
            var sign = name["Etc/GMT".Length] == '-' ? '+' : '-';
            return $"\"{name}\" is UTC{sign}{name["Etc/GMT+".Length..]}: the signs of these zones are the other way " +
                $"round. {NameACity}";
        }
        return name is "EST" or "MST" || name.StartsWith("UTC", StringComparison.Ordinal) && name.Length > 3
            ? $"\"{name}\" has no summer time. If a city is meant, write its name, such as " +
              $"{Cities.GetValueOrDefault(name, "Asia/Kolkata")}."
            : null;
    }

    public static string Unknown(string name)
    {
        if (Cities.TryGetValue(name, out var city))
            return $"Unknown time zone \"{name}\". {Suggestion.Sentence(city)}";
        // The nearest name would be Etc/GMT+1, which lies west of Greenwich.
        if (IsOffset(name))
            return $"\"{name}\" is an offset, not a time zone. {NameACity}";
        var known = DateTimeZoneProviders.Tzdb.Ids;
        foreach (var id in known)
        {
            // "London" means "Europe/London".
            if (id.EndsWith("/" + name.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
                return $"Unknown time zone \"{name}\". {Suggestion.Sentence(id)}";
        }
        var meant =
            Suggestion.For(name, known.Where(id => !id.StartsWith("Etc/GMT", StringComparison.Ordinal)));
        return $"Unknown time zone \"{name}\". " +
            (meant is null
                ? "Write a name such as Europe/London or America/New_York, or UTC."
                : Suggestion.Sentence(meant));
    }

    /// <summary>Such as <c>GMT+1</c>, <c>UTC-05:00</c> and <c>+01:00</c>.</summary>
    private static bool IsOffset(string name)
    {
        var rest = name.StartsWith("GMT", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("UTC", StringComparison.OrdinalIgnoreCase) ? name[3..].TrimStart() : name;
        return rest is ['+' or '-' or '−', var digit, ..] && char.IsAsciiDigit(digit);
    }
}
