using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Alerting.Alerts;

namespace Alerting.Playground.Events;

/// <summary>
/// Makes a recorded event a new one: shifts all its times by the same span to the playground's now, and replaces its
/// ids. Works on the text, so the rest stays byte for byte.
/// </summary>
internal static partial class EventTimes
{
    private const string Iso = "yyyy-MM-ddTHH:mm:ss";

    /// <summary>An event without a known time gets new ids only.</summary>
    public static ReadOnlyMemory<byte> AsOf(ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        Sources.Logs.LogEvents.TryOpen(body.Span, out var data) && Unpack(data) is { } logs
            ? Encoding.UTF8.GetBytes($$$"""{"awslogs":{"data":"{{{Pack(MoveLogs(logs, now))}}}"}}""")
            : Encoding.UTF8.GetBytes(Move(Encoding.UTF8.GetString(body.Span), now));

    /// <summary>
    /// Many services give an event an id of their own, which no pattern finds in every format. Who fires an event again
    /// means another one.
    /// </summary>
    public static IReadOnlyList<Signal> AsNew(IEnumerable<Signal> signals, DateTimeOffset now) =>
        [.. signals.Select(signal => signal with { EventKey = $"{signal.EventKey}|{now:O}" })];

    private static string Move(string text, DateTimeOffset now)
    {
        text = Id().Replace(text, match => match.Groups[1].Value + Guid.NewGuid());
        text = Mark()
            .Replace(text, match => match.Groups[1].Value + Guid.NewGuid().ToString("N")[..8].ToUpperInvariant());
        text = Encoded().Replace(text, match => match.Groups[1].Value + Convert.ToBase64String(Encoding.UTF8.GetBytes(
            Move(Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[2].Value)), now))));
        return When(text) is { } at ? Shift(text, now - at) : text;
    }

    /// <summary>
    /// The alarm's change of state, or else the latest time of occurrence. An expiry in the future does not count.
    /// </summary>
    private static DateTimeOffset? When(string text) =>
        Latest(Changed(), text) ?? Latest(Happened(), text) ?? Latest(Time(), text, group: 0)
            ?? EventEpochs.Latest(text);

    private static DateTimeOffset? Latest(Regex pattern, string text, int group = 1) =>
        pattern.Matches(text).Select(match => Parse(match.Groups[group].Value))
            .Where(time => time is { } at && IsPlausible(at)).Max();

    private static string MoveLogs(string json, DateTimeOffset now)
    {
        var times = Epoch().Matches(json)
            .Select(match => long.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)).ToArray();
        if (times.Length == 0)
            return json;
        var shift = now.ToUnixTimeMilliseconds() - times.Max();
        var mark = now.ToUnixTimeMilliseconds().ToString("D16", CultureInfo.InvariantCulture);
        json = LogId().Replace(json, match =>
            match.Groups[1].Value + mark + match.Groups[2].Value[Math.Min(mark.Length, match.Groups[2].Length)..]);
        return Shift(json, TimeSpan.FromMilliseconds(shift));
    }

    private static string Shift(string text, TimeSpan by)
    {
        text = EventEpochs.Shift(text, by);
        text = Time().Replace(text,
            match => Parse(match.Value) is { } time && IsPlausible(time) ? Like(match.Value, time + by) : match.Value);
        text = MailTime().Replace(text, match => Parse(match.Value) is { } time && IsPlausible(time)
            ? (time + by).UtcDateTime.ToString("R", CultureInfo.InvariantCulture)
            : match.Value);
        // CloudWatch's format in reasons: [41.0 (14/11/26 02:39:00)].
        return ReasonTime().Replace(text, match =>
            DateTime.TryParseExact(match.Value, "dd/MM/yy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var time)
                ? (time + by).ToString("dd/MM/yy HH:mm:ss", CultureInfo.InvariantCulture)
                : match.Value);
    }

    /// <summary>Keeps the format of the original: fraction digits and offset.</summary>
    private static string Like(string other, DateTimeOffset time)
    {
        var tail = other[Iso.Length..];
        var digits = tail.StartsWith('.') ? tail.Skip(1).TakeWhile(char.IsAsciiDigit).Count() : 0;
        var fraction =
            digits > 0 ? time.ToString("." + new string('f', Math.Min(digits, 7)), CultureInfo.InvariantCulture) : "";
        var zone = tail[(digits > 0 ? digits + 1 : 0)..];
        var text = time.ToString(Iso, CultureInfo.InvariantCulture);
        return text[..10] + other[10] + text[11..] + fraction + zone;
    }

    private static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    /// <summary>Years 1 and 9999 mean never and stay.</summary>
    private static bool IsPlausible(DateTimeOffset time) => time.Year is > 2000 and < 2200;

    private static string? Unpack(byte[] base64)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(
                Convert.FromBase64String(Encoding.ASCII.GetString(base64))), CompressionMode.Decompress);
            var buffer = new byte[8 * 1024 * 1024];
            var read = gzip.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            // Larger batches stay as recorded.
            return read == buffer.Length ? null : Encoding.UTF8.GetString(buffer, 0, read);
        }
        catch (Exception failure) when (failure is FormatException or InvalidDataException)
        {
            return null;
        }
    }

    private static string Pack(string json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(json));
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    [GeneratedRegex("""\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?""")]
    private static partial Regex Time();

    [GeneratedRegex("""StateChangeTime\\*"\s*:\s*\\*"([0-9T:.+Z-]+)""")]
    private static partial Regex Changed();

    /// <summary>AWS Health and HTTP dates: Sat, 14 Nov 2026 02:38:00 GMT.</summary>
    [GeneratedRegex("(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT")]
    private static partial Regex MailTime();

    /// <summary>A base64 body of a Function URL event.</summary>
    [GeneratedRegex("""("body"\s*:\s*")((?:[A-Za-z0-9+/]{4}){20,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)(?=")""")]
    private static partial Regex Encoded();

    [GeneratedRegex(
        """((?:feedbackId|x-amz-request-id)\\*"\s*:\s*\\*"[^"\\]*?)[0-9A-Za-z]{8}(?=[^0-9A-Za-z"\\]|\\*")""")]
    private static partial Regex Mark();

    [GeneratedRegex(
        """(?:StateChangeTime|eventTime|startsAt|endsAt|Timestamp|timestamp|updatedAt|UpdatedAt|"time|\\"time)""" +
        """\\*"\s*:\s*\\*"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?)""")]
    private static partial Regex Happened();

    [GeneratedRegex("""\d\d/\d\d/\d\d \d\d:\d\d:\d\d""")]
    private static partial Regex ReasonTime();

    [GeneratedRegex(
        """((?:"(?:MessageId|messageId|id|eventID|requestId)\\*"\s*:\s*\\*")|EventId=')""" +
        """[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}""")]
    private static partial Regex Id();

    [GeneratedRegex("""("timestamp"\s*:\s*)(\d{12,14})""")]
    private static partial Regex Epoch();

    [GeneratedRegex("""("id"\s*:\s*")(\d{20,})""")]
    private static partial Regex LogId();
}
