namespace Alerting.Channels.Sms;

/// <summary>How many segments a text message takes.</summary>
/// <remarks>
/// One segment has 160 GSM characters or 70 UTF-16 units. In a message of several segments, each loses 7 or 3 to a
/// header. SNS refuses messages over 1,600 bytes: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
/// </remarks>
public static class SmsText
{
    public const int GsmSegment = 160;
    public const int UcsSegment = 70;

    public static int Segments(string text)
    {
        var gsm = Gsm7.CanEncode(text);
        var units = gsm ? Gsm7.Septets(text) : text.Length;
        var (one, many) = gsm ? (GsmSegment, 153) : (UcsSegment, 67);
        return units <= one ? 1 : (units + many - 1) / many;
    }

    /// <summary>A notice about a rate limit or a fallback may take a second segment.</summary>
    public const int LeastForNotes = 2;
}
