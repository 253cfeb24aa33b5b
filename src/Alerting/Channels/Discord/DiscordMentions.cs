using System.Text.Json;

namespace Alerting.Channels.Discord;

/// <summary>Allows exactly the configured mentions to ping, by kind and id.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#allowed-mentions-object</remarks>
internal static class DiscordMentions
{
    public static void Write(Utf8JsonWriter json, string mention)
    {
        json.WriteStartArray("parse");
        if (mention.Contains("@everyone", StringComparison.Ordinal)
            || mention.Contains("@here", StringComparison.Ordinal))
        {
            json.WriteStringValue("everyone");
        }
        json.WriteEndArray();
        WriteIds(json, "users", Ids(mention, "<@").Concat(Ids(mention, "<@!")));
        WriteIds(json, "roles", Ids(mention, "<@&"));
    }

    public static bool AreIn(string text) =>
        text.Contains("@everyone", StringComparison.Ordinal) || text.Contains("@here", StringComparison.Ordinal)
        || Ids(text, "<@").Concat(Ids(text, "<@!")).Concat(Ids(text, "<@&")).Any();

    private static void WriteIds(Utf8JsonWriter json, string property, IEnumerable<string> ids)
    {
        var distinct = ids.Distinct().Take(100).ToArray();
        if (distinct.Length == 0)
            return;
        json.WriteStartArray(property);
        foreach (var id in distinct)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }

    private static IEnumerable<string> Ids(string mention, string opening)
    {
        for (var at = mention.IndexOf(opening, StringComparison.Ordinal); at >= 0; at =
            mention.IndexOf(opening, at + 1, StringComparison.Ordinal))
        {
            var start = at + opening.Length;
            var end = mention.IndexOf('>', start);
            if (end > start && mention.AsSpan(start, end - start).IndexOfAnyExceptInRange('0', '9') < 0)
                yield return mention[start..end];
        }
    }
}
