using System.Globalization;
using System.Text.Json;

namespace Alerting.Sources;

public readonly partial struct EventJson
{
    private const string AsText = "text";

    /// <summary>
    /// The pairs of a map, or of a list of named values (<c>name</c>/<c>value</c> or <c>Key</c>/<c>Value</c>).
    /// </summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Pairs(string name) => Get(name).Pairs();

    internal IReadOnlyList<KeyValuePair<string, string>> Pairs()
    {
        var read = new List<KeyValuePair<string, string>>();
        if (ValueKind == JsonValueKind.Object)
        {
            foreach (var (key, value) in EnumerateObject())
                read.Add(KeyValuePair.Create(key, value.ScalarOrWarn() ?? ""));
        }
        else if (ValueKind == JsonValueKind.Array)
        {
            foreach (var pair in EnumerateArray())
            {
                if (pair.Text("name", "key") is { } key)
                    read.Add(KeyValuePair.Create(key, pair.Text("value") ?? ""));
                else
                    pair.Reject<string>("a pair of name and value");
            }
        }
        else
        {
            Reject<string>("a list of names and values");
        }
        return read;
    }

    /// <summary>The texts of an array field, scalars only; a single scalar counts as an array of one.</summary>
    internal IReadOnlyList<string> Texts(string name)
    {
        if (!Has(name, out var value))
            return [];
        if (value.ValueKind != JsonValueKind.Array)
            return value.ScalarOrWarn() is { } only ? [only] : [];
        return [.. value.EnumerateArray().Select(item => item.ScalarOrWarn()).OfType<string>()];
    }

    /// <summary>Strings, numbers and booleans as text; null for a blank string.</summary>
    internal string? Text(string name) => Has(name, out var value) ? value.ScalarOrWarn() : null;

    internal string? Text(params ReadOnlySpan<string> names)
    {
        EventJson wrong = default;
        foreach (var name in names)
        {
            if (!Has(name, out var value))
                continue;
            if (value.Scalar() is { } text)
                return text;
            wrong = wrong.ValueKind == JsonValueKind.Undefined ? value : wrong;
        }
        return wrong.Reject<string>(AsText);
    }

    internal string? Scalar() => ValueKind switch
    {
        JsonValueKind.String => _value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Number => _value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>Null for anything that cannot be a region, because the value goes into links.</summary>
    internal string? Region(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return JsonFields.RegionOrNull(text) ?? Get(name).Reject<string>("a region such as eu-west-1");
    }

    internal double? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : Get(name).Reject<double?>("a number");
    }

    internal int? WholeNumber(string name)
    {
        if (Number(name) is not { } number)
            return null;
        return number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue
            ? (int)number
            : Get(name).Reject<int?>("a whole number");
    }

    internal DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return JsonFields.TryTime(text, out var time)
            ? time
            : Get(name).Reject<DateTimeOffset?>("a time such as 2026-11-14T03:00:00Z");
    }

    private string? ScalarOrWarn() => Scalar() ?? Reject<string>(AsText);
}
