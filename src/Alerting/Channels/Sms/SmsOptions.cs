using System.Globalization;
using Alerting.Configuration;
using Alerting.Text;

namespace Alerting.Channels.Sms;

public static class SmsOptions
{
    public static readonly ChannelOption To = new("to", CheckPhone) { IsList = true, Sample = "+447700900123" };
    public static readonly ChannelOption SenderId = new("sender_id", CheckSenderId) { Sample = "Alerting" };
    public static readonly ChannelOption MaxPrice = new("max_price", CheckPrice) { Sample = "0.50" };

    public static ChannelOptions All { get; } =
        new("sms", "SMS", "sms: [\"+442079460000\"]", [To, SenderId, MaxPrice], [To]);

    /// <summary>E.164.</summary>
    internal static string? CheckPhone(string text)
    {
        if (IsE164(text))
            return null;
        var bare = string.Concat(text.Split(' ', '-', '.', '(', ')', '/'));
        return ConfigErrors.IsNot(text, "a phone number", IsE164(bare)
            ? Suggestion.Sentence(bare)
            : "Write + and the country code first, such as +442079460000.");
    }

    private static string? CheckSenderId(string text)
    {
        var fits = text.Length is >= 1 and <= 11 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return fits && text.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0
            ? null
            : ConfigErrors.IsNot(text, "a sender ID", "Write 1 to 11 letters and digits, with at least one letter.");
    }

    private static string? CheckPrice(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price > 0
            ? null
            : ConfigErrors.IsNot(text, "a price", "Write US dollars per message, such as 0.50.");

    private static bool IsE164(string text) =>
        text.Length is >= 8 and <= 16 && text[0] == '+' && text[1] != '0' &&
        text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
