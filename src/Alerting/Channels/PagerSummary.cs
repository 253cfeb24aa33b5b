using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels;

/// <summary>
/// The line that a pager reads out, shows on a lock screen and puts into its own text message: what, the number, and
/// the account: <c>ERROR: orders-api errors - Errors 41 (>5), prod (123456789012)</c>.
/// </summary>
internal static class PagerSummary
{
    private const int LeastTitle = 60;

    public static string Of(Message message, int max)
    {
        if (message.OwnTitle is { } own)
            return TextCut.To(TextCut.Clean(own), max);
        var head = TextCut.Clean($"{message.Word}: {message.Title}");
        var details = TextCut.Clean(string.Join(", ", Details(message)));
        if (details.Length == 0)
            return TextCut.To(head, max);
        details = TextCut.To(" - " + details, max - Math.Min(head.Length, LeastTitle));
        return TextCut.To(head, max - details.Length) + details;
    }

    private static IEnumerable<string> Details(Message message)
    {
        if (message.Items is [var only] && message.More == 0 && ItemText.Brief(only) is { Length: > 0 } numbers)
            yield return numbers;
        string[] accounts = [.. message.Items.Select(AccountOf).OfType<string>().Distinct()];
        if (accounts is [var account])
            yield return account.Length > 0 && char.IsAsciiDigit(account[0]) ? "account " + account : account;
        else if (message.Place is { } places)
            yield return places;
    }

    private static string? AccountOf(MessageItem item) =>
        item.Facts.FirstOrDefault(fact => fact.Name == ItemText.AccountFact)?.Value;
}
