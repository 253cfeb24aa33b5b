using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>A message for Slack that is only a text with its marks: <c>*CRITICAL* &lt;https://…|db-1 is down&gt;</c>.</summary>
/// <remarks>https://docs.slack.dev/messaging/formatting-message-text</remarks>
internal static partial class ChatText
{
    private const int LongestText = 3000;

    /// <summary>How the message looks, not what it says.</summary>
    private static readonly string[] Looks =
    [
        "username", "icon_emoji", "icon_url", "mrkdwn", "link_names", "unfurl_links", "unfurl_media", "parse",
        "thread_ts", "reply_broadcast", "as_user",
    ];

    /// <summary>The text without marks, and its links; null for anything else.</summary>
    public static EventJson? Flatten(EventJson json)
    {
        if (!IsMarked(json))
            return null;
        var text = Headline.Cut(json.Text("text")!, LongestText);
        var links = Link().Matches(text).Where(link => link.Groups["url"].Success)
            .Select(link => (link.Groups["text"].Value, link.Groups["url"].Value)).ToList();
        return Write(Plain(text), links, json.Text("channel"));
    }

    /// <summary>Whether it is a text with such marks and nothing else.</summary>
    public static bool IsMarked(EventJson json) => json.Get("text") is { ValueKind: JsonValueKind.String } text
        && text.Scalar() is { } raw
        && json.EnumerateObject().All(field => field.Name is "text" or "channel" || Looks.Contains(field.Name))
        && (json.HasAny(Looks) || Marks().IsMatch(Headline.Cut(raw, LongestText)));

    private static string Plain(string text)
    {
        var plain = Link().Replace(text, link => link.Groups["text"].Success ? link.Groups["text"].Value
            : link.Groups["url"].Success ? link.Groups["url"].Value : "");
        plain = Emoji().Replace(plain, "").Trim();
        // A word in bold in front is a state or severity, like one in brackets.
        if (First().Match(plain) is { Success: true } first && IsStateOrSeverity(first.Groups["word"].Value))
            plain = $"[{first.Groups["word"].Value}] {plain[first.Length..]}";
        plain = Code().Replace(Bold().Replace(plain, "${text}"), "${text}");
        return WebUtility.HtmlDecode(Spaces().Replace(plain, " ")).Trim();
    }

    private static bool IsStateOrSeverity(string word) =>
        SeverityWords.Parse(word) is not null || StateWords.IsKnown(word);

    private static EventJson Write(string text, List<(string Text, string Url)> links, string? channel)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("text", text);
            if (channel is not null)
                writer.WriteString("channel", channel);
            writer.WriteStartArray("links");
            foreach (var (name, url) in links.DistinctBy(link => link.Url)
                .Where(link => FieldLinks.IsUseful(FieldList.Normalize(link.Text), link.Url)))
            {
                writer.WriteStartObject();
                writer.WriteString("text", name.Length > 0 ? Headline.Cut(name, 80) : "Details");
                writer.WriteString("url", WebUtility.HtmlDecode(url));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory, JsonBody.Options);
        return new EventJson(document.RootElement.Clone());
    }

    [GeneratedRegex(@"<(?:https?://|[!@#])[^>\s]|" +
        @"(?<![\w*])\*[^*\s][^*\n]{0,300}\*(?![\w*])|(?<!\S):[a-z][\w+-]{0,40}:(?!\S)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Marks();

    /// <summary>A link, or a mention of a person, group or channel.</summary>
    [GeneratedRegex(@"<(?:(?<url>https?://[^|>\s]{1,2000})|[!@#][^|>\n]{1,200})(?:\|(?<text>[^>\n]{1,300}))?>",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\S):[a-z][\w+-]{0,40}:(?!\S)", RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Emoji();

    [GeneratedRegex(@"^\*(?<word>[A-Za-z]{2,20}):?\*:?\s+(?:[-–|:]\s+)?(?=\S)", RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex First();

    [GeneratedRegex(@"(?<![\w*])\*{1,2}(?<text>[^*\n]{1,300}?)\*{1,2}(?![\w*])", RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Bold();

    [GeneratedRegex("`{1,3}(?<text>[^`]{1,1000})`{1,3}", RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Code();

    [GeneratedRegex(" {2,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Spaces();
}
