namespace Alerting.Channels.Sms;

/// <summary>How long a text message is on the wire.</summary>
/// <remarks>
/// One segment holds 160 GSM characters or 70 UTF-16 units; a message of several gives 7 and 3 of them to the header that
/// joins them. SNS refuses a message over 1,600 bytes: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
/// </remarks>
public static class SmsText
{
    public const int GsmSegment = 160;
    public const int UcsSegment = 70;
    public const int MaxSegments = 4;

    /// <summary>How many segments the text takes.</summary>
    public static int Segments(string text)
    {
        var gsm = Gsm7.CanEncode(text);
        var units = gsm ? Gsm7.Septets(text) : text.Length;
        var (one, many) = gsm ? (GsmSegment, 153) : (UcsSegment, 67);
        return units <= one ? 1 : (units + many - 1) / many;
    }

    public static bool FitsOne(string text) => Segments(text) == 1;
}
