using System.Globalization;
using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>The colours of chat messages: words of Slack and Teams, or red, green and blue as one number.</summary>
internal static class ChatColors
{
    public static bool IsGood(string color) => color.Trim().ToLowerInvariant() is "good" or "green"
        || (Hue(color) is { } hue && hue is > 80 and < 170);

    public static Severity? SeverityOf(string color) => color.Trim().ToLowerInvariant() switch
    {
        "danger" or "attention" or "red" => Severity.Error,
        "warning" or "yellow" or "orange" => Severity.Warning,
        _ => Hue(color) switch
        {
            < 20 or > 340 => Severity.Error,
            < 70 => Severity.Warning,
            _ => null,
        },
    };

    private static int? NumberOf(string color)
    {
        var text = color.TrimStart('#');
        if (text.Length == 6 && int.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var hex))
            return hex;
        return int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is > 0xFFFF and <= 0xFFFFFF
            ? number
            : null;
    }

    /// <summary>In degrees; null for grey, or for anything but a colour.</summary>
    private static double? Hue(string color)
    {
        if (NumberOf(color.Trim()) is not { } value)
            return null;
        double red = value >> 16 & 0xFF, green = value >> 8 & 0xFF, blue = value & 0xFF;
        var (most, least) = (Math.Max(red, Math.Max(green, blue)), Math.Min(red, Math.Min(green, blue)));
        if (most - least < 64)
            return null;
        var hue = most == red ? (green - blue) / (most - least)
            : most == green ? 2 + (blue - red) / (most - least)
            : 4 + (red - green) / (most - least);
        return (hue * 60 + 360) % 360;
    }
}
