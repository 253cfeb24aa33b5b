using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Alerting.Channels;
using Alerting.Cli.OnCall;
using Alerting.Configuration;
using Alerting.Configuration.Values;
using Alerting.InProcess;
using Alerting.Routing;
using Alerting.Silencing;
using Alerting.Sources;

namespace Alerting.Cli;

/// <summary>Reads the lines of a replay. Errors name the line.</summary>
internal static class ReplayFile
{
    /// <summary>Leaves room to add and subtract any duration without overflow.</summary>
    public static bool IsInRange(DateTimeOffset time) => time.Year is >= 1900 and <= 9900;

    /// <param name="name">The file's path, or - for standard input. Configurations are looked for beside it first.</param>
    public static async Task<IReadOnlyList<ReplayLine>> ReadAsync(
        ReplaySource source, string name, AlertingConfig config, CancellationToken cancellation)
    {
        var lines = new List<ReplayLine>();
        var heartbeats = new ReplayHeartbeats(config, name);
        var (number, latest) = (0, config);
        await foreach (var (text, from) in source.LinesAsync(cancellation))
        {
            number++;
            var line = Trim(text);
            if (line.Length == 0)
                continue;
            try
            {
                var read = await ReadLineAsync(line, number, name, latest, cancellation);
                latest = read.Config?.Config ?? latest;
                var length = text.Length;
                lines.Add(read.Event is null ? read
                    : read with { Event = null, ReadEvent = () => EventOf(source.Read(from, length)) });
                heartbeats.Add(lines[^1], number);
            }
            catch (Exception wrong) when (wrong is FormatException or UserException)
            {
                throw new UserException($"{name}, line {number}: {wrong.Message}");
            }
        }
        heartbeats.Check();
        return lines;
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line)
    {
        if (line.Span.StartsWith(Encoding.UTF8.Preamble))
            line = line[Encoding.UTF8.Preamble.Length..];
        line = line.Trim(" \t\r"u8);
        // Bytes that are not UTF-8 are read as U+FFFD, as in any text file.
        return Utf8.IsValid(line.Span) ? line : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line.Span));
    }

    private static ReadOnlyMemory<byte> EventOf(ReadOnlyMemory<byte> line)
    {
        Parse(Trim(line)).Has("event", out var body);
        return Body(body);
    }

    private static async Task<ReplayLine> ReadLineAsync(ReadOnlyMemory<byte> text, int number, string name,
        AlertingConfig latest, CancellationToken cancellation)
    {
        var line = Parse(text);
        if (line.Text("at") is not { } at)
            throw new FormatException("\"at\" is missing. Write {\"at\": \"2026-11-14T03:00:00Z\", \"event\": …}.");
        if (!JsonFields.TryTime(at, out var time))
            throw new FormatException(Inputs.NotATime(at));
        if (!IsInRange(time))
            throw new FormatException(OutOfRange(at));
        if (line.Has("event", out var body) && (line.Has("channel", out _) || line.Has("down", out _)))
        {
            throw new FormatException("The line has an event and a channel that is down. Write one line with " +
                "\"event\" and one with \"channel\" and \"down\".");
        }
        if (body.ValueKind != JsonValueKind.Undefined)
            return new ReplayLine(time, Body(body), null);
        if (line.Has("silence", out var silence) && silence.ValueKind == JsonValueKind.Object)
            return new ReplayLine(time, null, ReadSilence(silence, time, number));
        if (line.Text("config") is { } config)
        {
            var path = PathOf(config, name);
            return new ReplayLine(time, null, null,
                new NamedConfig(config, await Inputs.LoadConfigAsync(path, cancellation)));
        }
        if (line.Text("heartbeat") is { } heartbeat)
            return new ReplayLine(time, null, null, Heartbeat: heartbeat);
        if (line.Has("override", out var taken))
            return new ReplayLine(time, null, null, Override: ReplayOverrideLine.Read(taken, latest, time));
        if (ReplayAnswerLine.Read(line) is { } answer)
            return new ReplayLine(time, null, null, Answer: answer);
        if (line.Text("channel") is { } channel)
            return new ReplayLine(time, null, null, Outage: ReadOutage(channel, line, time));
        throw new FormatException("The line has no event. Add \"event\": …, \"silence\": {…}, " +
            "\"config\": \"FILE\", \"heartbeat\": \"NAME\", \"ack\": {\"name\": ALERT, \"by\": PERSON}, " +
            "\"override\": {…} or " +
            "\"channel\": \"slack\", \"down\": \"10m\".");
    }

    private static ChannelOutage ReadOutage(string channel, JsonElement line, DateTimeOffset at)
    {
        if (!ChannelCatalog.TryFind(channel, out _))
        {
            throw new FormatException($"Unknown channel \"{channel}\". Write one of " +
                $"{string.Join(", ", ChannelCatalog.All.Select(known => known.Key))}.");
        }
        if (line.Text("down") is not { } down)
            throw new FormatException($"\"down\" is missing. Write how long {channel} is down: \"down\": \"10m\".");
        if (!Durations.TryParse(down, out var length))
            throw new FormatException(Durations.Error(down));
        return length > TimeSpan.Zero
            ? new ChannelOutage(channel, at, at + length)
            : throw new FormatException(
                $"\"down\" is \"{down}\". Write how long {channel} is down: \"down\": \"10m\".");
    }

    private static string PathOf(string config, string replay)
    {
        var beside = Path.Combine(Path.GetDirectoryName(replay) ?? "", config);
        return File.Exists(beside) ? beside : config;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document.RootElement.Clone();
        }
        catch (JsonException broken)
        {
            throw new FormatException($"Invalid JSON at character {broken.BytePositionInLine + 1}.");
        }
        throw new FormatException(
            "The line is not a JSON object. Write {\"at\": \"2026-11-14T03:00:00Z\", \"event\": …}.");
    }

    /// <summary>A JSON string contains a plain message or a logged event; anything else is the event.</summary>
    private static ReadOnlyMemory<byte> Body(JsonElement body) => Encoding.UTF8.GetBytes(
        body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText());

    private static Silence ReadSilence(JsonElement json, DateTimeOffset at, int number)
    {
        var matchers = Matchers(json);
        if (Silence.Check(matchers) is { } wrong)
            throw new FormatException(wrong);
        var start = Time(json, "start", "starts", "startsAt", "from") ?? at;
        var untilResolved = json.Has("untilResolved", out var flag) && flag.ValueKind == JsonValueKind.True;
        var end = Time(json, "end", "ends", "endsAt", "until") ?? start + Length(json)
            ?? (untilResolved ? start + Silence.LongestUntilResolved : null);
        if (json.Has("expire", out var expire) && expire.ValueKind == JsonValueKind.True)
            end = at;
        return new Silence(
            json.Text("id") ?? $"line {number}", matchers, start, end ?? throw new FormatException(
                "The silence has no end. Add \"end\": TIME or \"duration\": \"2h\"."),
            json.Text("author", "createdBy", "by") ?? "", json.Text("comment", "reason") ?? "")
        {
            UntilResolved = untilResolved,
        };
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

    /// <summary>
    /// A string, or Alertmanager's object with <c>name</c>, <c>value</c>, <c>isRegex</c> and <c>isEqual</c>.
    /// </summary>
    private static string Matcher(JsonElement matcher)
    {
        if (matcher.ValueKind != JsonValueKind.Object)
            return matcher.ToString();
        var isRegex = matcher.Has("isRegex", out var regex) && regex.ValueKind == JsonValueKind.True;
        var isEqual = !(matcher.Has("isEqual", out var equal) && equal.ValueKind == JsonValueKind.False);
        var sign = (isEqual, isRegex) switch { (true, true) => "=~", (true, _) => "=", (_, true) => "!~", _ => "!=" };
        var (name, value) = (matcher.Text("name") ?? "", matcher.Text("value") ?? "");
        return $"{MatcherSyntax.Quote(name)} {sign} {MatcherSyntax.Quote(value)}";
    }

    private static DateTimeOffset? Time(JsonElement json, params ReadOnlySpan<string> names)
    {
        if (json.Text(names) is not { } text)
            return null;
        return JsonFields.TryTime(text, out var time)
            ? IsInRange(time) ? time : throw new FormatException(OutOfRange(text))
            : throw new FormatException(Inputs.NotATime(text));
    }

    private static string OutOfRange(string time) =>
        $"\"{time}\" is out of range. A replay runs between the years 1900 and 9900.";

    private static TimeSpan? Length(JsonElement json)
    {
        if (json.Text("duration", "for") is not { } text)
            return null;
        return Durations.TryParse(text, out var length)
            ? length
            : throw new FormatException(Durations.Error(text));
    }
}
