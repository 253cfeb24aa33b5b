using System.Text;
using System.Text.Json;
using Alerting.Configuration.Values;
using Alerting.Grouping.InMemory;
using Alerting.Silencing;
using Alerting.Sources;

namespace Alerting.Cli;

/// <summary>Reads the lines of a replay. A line that is wrong is named by its number, with what would be right.</summary>
public static class ReplayFile
{
    /// <summary>Whether all that may follow from a moment has a date, too.</summary>
    public static bool IsInReach(DateTimeOffset time) => time.Year is >= 1900 and <= 9900;

    public static IReadOnlyList<ReplayLine> Read(ReadOnlyMemory<byte> file, string name)
    {
        var lines = new List<ReplayLine>();
        var number = 0;
        foreach (var text in Encoding.UTF8.GetString(file.Span).Split('\n'))
        {
            number++;
            var line = text.Trim('\uFEFF', ' ', '\t', '\r');
            if (line.Length == 0)
                continue;
            try
            {
                lines.Add(ReadLine(line, number));
            }
            catch (FormatException wrong)
            {
                throw new UserException($"{name}, line {number}: {wrong.Message}");
            }
        }
        return lines;
    }

    private static ReplayLine ReadLine(string text, int number)
    {
        var line = Parse(text);
        if (line.Text("at") is not { } at)
            throw new FormatException("it has no \"at\"; a line is {\"at\": \"2026-11-14T03:00:00Z\", \"event\": …}.");
        if (!JsonFields.TryTime(at, out var time))
            throw new FormatException($"\"at\": \"{at}\" is not a time such as 2026-11-14T03:00:00Z.");
        if (!IsInReach(time))
            throw new FormatException($"\"at\": \"{at}\" is out of reach: a replay runs between the years 1900 and 9900.");
        if (line.Has("event", out var body))
            return new ReplayLine(time, Body(body), null);
        if (line.Has("silence", out var silence) && silence.ValueKind == JsonValueKind.Object)
            return new ReplayLine(time, null, ReadSilence(silence, time, number));
        throw new FormatException("it has neither an \"event\" nor a \"silence\" object.");
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            throw new FormatException($"it is not JSON; it breaks off at character {broken.BytePositionInLine + 1}.");
        }
        throw new FormatException("it is not a JSON object such as {\"at\": \"2026-11-14T03:00:00Z\", \"event\": …}.");
    }

    /// <summary>A text stands for itself: a bare message, or an event as it was logged.</summary>
    private static ReadOnlyMemory<byte> Body(JsonElement body) => Encoding.UTF8.GetBytes(
        body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText());

    private static Silence ReadSilence(JsonElement json, DateTimeOffset at, int number)
    {
        var matchers = Matchers(json);
        if (Silence.Check(matchers) is { } wrong)
            throw new FormatException("the silence is not valid. " + wrong);
        var start = Time(json, "start", "starts", "startsAt", "from") ?? at;
        var end = Time(json, "end", "ends", "endsAt", "until") ?? start + Length(json);
        if (json.Has("expire", out var expire) && expire.ValueKind == JsonValueKind.True)
            end = at;
        return new Silence(
            json.Text("id") ?? $"line {number}", matchers, start, end ?? throw new FormatException(
                "the silence has no end; give it \"end\": TIME or \"duration\": \"2h\"."),
            json.Text("author", "createdBy", "by") ?? "", json.Text("comment", "reason") ?? "");
    }

    private static List<string> Matchers(JsonElement json)
    {
        var matchers = new List<string>();
        foreach (var key in (string[])["matchers", "match"])
        {
            if (!json.Has(key, out var value))
                continue;
            if (value.ValueKind == JsonValueKind.String)
                matchers.Add(value.GetString()!);
            else if (value.ValueKind == JsonValueKind.Array)
                matchers.AddRange(value.EnumerateArray().Select(Matcher));
        }
        return matchers;
    }

    /// <summary>A text, or Alertmanager's object with <c>name</c>, <c>value</c>, <c>isRegex</c> and <c>isEqual</c>.</summary>
    private static string Matcher(JsonElement matcher)
    {
        if (matcher.ValueKind != JsonValueKind.Object)
            return matcher.ToString();
        var isRegex = matcher.Has("isRegex", out var regex) && regex.ValueKind == JsonValueKind.True;
        var isEqual = !(matcher.Has("isEqual", out var equal) && equal.ValueKind == JsonValueKind.False);
        var sign = (isEqual, isRegex) switch { (true, true) => "=~", (true, _) => "=", (_, true) => "!~", _ => "!=" };
        return $"{matcher.Text("name")} {sign} \"{matcher.Text("value")?.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static DateTimeOffset? Time(JsonElement json, params ReadOnlySpan<string> names)
    {
        if (json.Text(names) is not { } text)
            return null;
        return JsonFields.TryTime(text, out var time)
            ? IsInReach(time) ? time : throw new FormatException($"the silence has \"{text}\", which is not between the years 1900 and 9900.")
            : throw new FormatException($"the silence has \"{text}\", which is not a time such as 2026-11-14T03:00:00Z.");
    }

    private static TimeSpan? Length(JsonElement json)
    {
        if (json.Text("duration", "for") is not { } text)
            return null;
        return Durations.TryParse(text, out var length)
            ? length
            : throw new FormatException($"the silence has \"{text}\", which is not a duration: {Durations.Right}");
    }
}
