using System.Buffers;

namespace Alerting.Redaction;

/// <summary>Card numbers: ISO/IEC 7812.</summary>
internal static class Cards
{
    public const int LeastDigits = 14;

    private const int MostDigits = 19;

    /// <summary>How far the context reaches.</summary>
    private const int Around = 48;

    private static readonly SearchValues<string> Context = SearchValues.Create(
        ["card", "pan=", "pan:", "visa", "mastercard", "amex", "maestro", "diners", "discover", "unionpay", "jcb",
         "credit", "debit", "charge", "payment", "declined", "cvv", "cvc", "expir", "billing", "purchase", "checkout",
         "karte", "carte", "tarjeta"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// 14 to 19 digits, grouped or not, with a known prefix and a valid check digit. Other numbers may be next to them
    /// (<c>4111111111111111 12/26</c>, <c>order 17 4111…</c>), so it tries whole groups from each start and takes the
    /// longest match.
    /// </summary>
    public static bool Number(ref TextCursor text)
    {
        Span<byte> number = stackalloc byte[MostDigits];
        int start = text.Position, digits = 0, group = 0, card = -1;
        var isPrinted = true;
        var end = start;
        while (EndOfDigits(text, end) is var stop && digits + stop - end <= MostDigits)
        {
            foreach (var digit in text.Between(end, stop))
                number[digits++] = (byte)(digit - '0');
            // Without other numbers next to it, any grouping is accepted.
            var isWhole = !IsGroupBefore(text, start) && !IsGroupAfter(text, stop);
            isPrinted &= group == 0 || IsPrinted(end - start, stop - end, group);
            group++;
            if ((group == 1 || isPrinted || isWhole) && !char.IsAsciiLetter(text[stop]) && IsCard(number[..digits]))
                card = stop;
            if (!IsGroupAfter(text, stop) || digits < 4)
                break;
            end = stop + 1;
        }
        var isCard = card >= 0 && text.IsWordStart(start)
            && (text.Between(start, card).ContainsAny(' ', '-') || HasContext(text, start, card));
        return isCard && text.Redact(start, card);
    }

    /// <summary>
    /// A long number without groups may be an id with a valid check digit by chance, so the words around it decide.
    /// </summary>
    private static bool HasContext(in TextCursor text, int start, int end) =>
        text.Before(start, Around).ContainsAny(Context) || text.From(end, Around).ContainsAny(Context);

    /// <summary>As printed on cards: groups of four, the last may be shorter; or four, six and the rest.</summary>
    private static bool IsPrinted(int offset, int length, int group) =>
        offset == group * 5 ? length <= 4 || (length == 6 && group == 1) : group == 2 && offset == 12 && length <= 5;

    private static int EndOfDigits(in TextCursor text, int at)
    {
        while (char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static bool IsGroupAfter(in TextCursor text, int end) =>
        text[end] is ' ' or '-' && char.IsAsciiDigit(text[end + 1]);

    private static bool IsGroupBefore(in TextCursor text, int start) =>
        start >= text.Floor + 2 && text[start - 1] is ' ' or '-' && char.IsAsciiDigit(text[start - 2]);

    private static bool IsCard(ReadOnlySpan<byte> number)
    {
        if (number.Length < LeastDigits || !IsIssued(number))
            return false;
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var twice = number[^(i + 1)] * (1 + (i & 1));
            sum += twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0;
    }

    /// <summary>
    /// The prefixes of Visa, Mastercard, American Express, Diners, Discover, JCB and UnionPay. Dates do not begin with
    /// them.
    /// </summary>
    private static bool IsIssued(ReadOnlySpan<byte> number)
    {
        var two = (number[0] * 10) + number[1];
        var four = (two * 100) + (number[2] * 10) + number[3];
        return number.Length switch
        {
            14 => two is 30 or 36 or 38,
            15 => two is 34 or 37,
            16 => number[0] is 4 or 6 || two is >= 51 and <= 55
                || four is (>= 2221 and <= 2720) or (>= 3528 and <= 3589),
            >= 17 and <= 19 => number[0] is 4 or 6,
            _ => false,
        };
    }
}
