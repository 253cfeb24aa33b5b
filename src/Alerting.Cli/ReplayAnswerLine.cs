using System.Text.Json;
using Alerting.Configuration.Values;
using Alerting.InProcess;

namespace Alerting.Cli;

/// <summary>A line of a replay on which a person answers: <c>{"at": TIME, "ack": {"name": ALERT, "by": PERSON}}</c>.</summary>
internal static class ReplayAnswerLine
{
    /// <summary>Null if it is another line.</summary>
    public static ReplayAnswer? Read(JsonElement line)
    {
        foreach (var kind in ReplayAnswer.Kinds)
        {
            if (line.Has(kind, out var answer))
                return Read(kind, answer);
        }
        return null;
    }

    private static ReplayAnswer Read(string kind, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || json.Text("name", "alert") is not { Length: > 0 } name)
            throw new FormatException($"\"{kind}\" names no alert. Write {Example(kind)}.");
        if (json.Text("by") is not { Length: > 0 } by)
            throw new FormatException($"\"{kind}\" names no person. Write {Example(kind)}.");
        var answer = new ReplayAnswer(kind, name, by) { Comment = json.Text("reason", "comment") };
        if (json.Text("for") is not { } text)
            return answer;
        if (kind != "snooze")
            throw new FormatException($"\"for\" belongs to \"snooze\". Leave it out of \"{kind}\".");
        if (!Durations.TryParse(text, out var length))
            throw new FormatException(Durations.Error(text));
        return length > TimeSpan.Zero ? answer with { For = length }
            : throw new FormatException($"\"for\" is \"{text}\". Write how long to snooze: \"for\": \"1h\".");
    }

    private static string Example(string kind) =>
        $"\"{kind}\": {{\"name\": \"orders-api-errors\", \"by\": \"ann\"" +
        (kind == "snooze" ? ", \"for\": \"1h\"}" : "}");
}
