using System.Globalization;
using Alerting.Text;

namespace Alerting.Notifications;

/// <summary>
/// The value of a metric in the unit that people read: <c>2 GiB</c>, <c>24 h</c>, <c>93.5%</c>, with three significant
/// digits, and more where the value would look like its threshold.
/// </summary>
internal static class MetricValue
{
    private const int Digits = 3;
    private const int MostDigits = 8;

    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    private static readonly string[] Decimal = ["B", "KB", "MB", "GB", "TB", "PB"];
    private static readonly string[] Bits = ["bit", "kbit", "Mbit", "Gbit", "Tbit", "Pbit"];

    public static string Of(double value, string? unit) => Of(value, unit, Digits);

    /// <summary>A threshold as somebody wrote it: <c>99.95%</c> is not 100%.</summary>
    public static string Threshold(double value, string? unit)
    {
        for (var digits = Digits; digits <= MostDigits; digits++)
        {
            var (number, _) = Scaled(value, unit);
            if (Math.Abs(Rounded(number, digits) - number) <= Math.Abs(number) * 1e-9)
                return Of(value, unit, digits);
        }
        return Of(value, unit, Digits);
    }

    /// <summary>The value beside a threshold that it differs from.</summary>
    public static string Beside(double value, double threshold, string? unit)
    {
        var other = Threshold(threshold, unit);
        for (var digits = Digits; digits < MostDigits; digits++)
        {
            if (Of(value, unit, digits) is var text && (text != other || value.Equals(threshold)))
                return text;
        }
        return Scaled(value, unit) is (var seconds, null)
            ? Number(seconds, MostDigits) + " s" : Of(value, unit, MostDigits);
    }

    /// <summary>The number without its unit, and the unit as it follows the number.</summary>
    public static (string Number, string Suffix) Split(double value, string? unit)
    {
        var text = Of(value, unit);
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        var isOne = text.AsSpan(0, end).IndexOf(' ') < 0;
        return end > 0 && isOne ? (text[..end], text[end..]) : (text, "");
    }

    private static string Of(double value, string? unit, int digits)
    {
        var (number, suffix) = Scaled(value, unit);
        return suffix is null ? Duration(number) ?? Number(number, digits) + " s" : Number(number, digits) + suffix;
    }

    /// <summary>A suffix of null stands for seconds, of which many are a duration.</summary>
    private static (double Number, string? Suffix) Scaled(double value, string? unit) => unit switch
    {
        null or "Count" or "None" => (value, ""),
        "Percent" => (value, "%"),
        "Seconds" => Time(value),
        "Milliseconds" => Time(value / 1e3),
        "Microseconds" => Time(value / 1e6),
        "Count/Second" => (value, "/s"),
        _ when Sizes.TryGetValue(unit.Split('/')[0], out var size) =>
            Size(value * size.Factor, size.Words, size.Step, unit.EndsWith("/Second", StringComparison.Ordinal)),
        _ => (value, " " + unit),
    };

    private static readonly Dictionary<string, (double Factor, string[] Words, double Step)> Sizes = new()
    {
        ["Bytes"] = (1, Binary, 1024), ["Kilobytes"] = (1e3, Decimal, 1e3), ["Megabytes"] = (1e6, Decimal, 1e3),
        ["Gigabytes"] = (1e9, Decimal, 1e3), ["Terabytes"] = (1e12, Decimal, 1e3), ["Bits"] = (1, Bits, 1e3),
        ["Kilobits"] = (1e3, Bits, 1e3), ["Megabits"] = (1e6, Bits, 1e3), ["Gigabits"] = (1e9, Bits, 1e3),
        ["Terabits"] = (1e12, Bits, 1e3),
    };

    private static (double, string?) Size(double value, string[] words, double step, bool isRate)
    {
        var at = 0;
        while (Math.Abs(value) >= step && at < words.Length - 1)
            (value, at) = (value / step, at + 1);
        return (value, $" {words[at]}{(isRate ? "/s" : "")}");
    }

    private static (double, string?) Time(double seconds) => Math.Abs(seconds) switch
    {
        0 => (0, " s"),
        < 1e-3 => (seconds * 1e6, " µs"),
        < 1 => (seconds * 1e3, " ms"),
        < 60 => (seconds, " s"),
        _ => (seconds, null),
    };

    /// <summary>A day is 24 h here, because thresholds are set in hours.</summary>
    private static string? Duration(double seconds)
    {
        if (seconds is not (> 0 and < 1e10))
            return null;
        var time = TimeSpan.FromSeconds(seconds);
        return time.TotalDays is < 1 or >= 2 ? DurationText.Of(time)
            : $"{(int)time.TotalHours} h{(time.Minutes > 0 ? $" {time.Minutes} min" : "")}";
    }

    /// <summary>Whole numbers keep all their digits: 12,345 messages are not 12,300.</summary>
    private static string Number(double value, int digits)
    {
        if (Math.Abs(value) is > 0 and < 0.0001 or >= 1e15)
            return value.ToString($"0.{new string('#', digits - 1)}e+0", CultureInfo.InvariantCulture);
        return Rounded(value, digits).ToString("#,0.########", CultureInfo.InvariantCulture);
    }

    private static double Rounded(double value, int digits)
    {
        if (value == 0 || !double.IsFinite(value))
            return value;
        var decimals = digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return Math.Round(value, Math.Clamp(decimals, 0, 15), MidpointRounding.AwayFromZero);
    }
}
