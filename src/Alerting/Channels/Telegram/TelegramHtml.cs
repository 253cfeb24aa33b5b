using System.Text;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Telegram;

/// <summary>
/// A message in Telegram's HTML. Telegram turns domains and @names in plain text into links and mentions, but not in
/// code, so alert text is code.
/// </summary>
/// <remarks>
/// Limits: 4,096 characters without markup, 100 entities (https://limits.tginfo.me/en).
/// https://core.telegram.org/bots/api#html-style.
/// </remarks>
internal static class TelegramHtml
{
    public const int MaxText = 4096;

    /// <summary>
    /// Telegram ignores entities after the hundredth and would detect links and names there. The mention needs some.
    /// </summary>
    public const int MaxEntities = 90;

    public static bool Fits(string html) => Visible(html) <= MaxText && Entities(html) <= MaxEntities;

    public static string Of(Message message)
    {
        var html = new StringBuilder();
        html.Append($"{Tone.Of(message).Sign} <b>{message.Word}</b> {Code(message.Headline)}\n");
        if (message.Mention is { Length: > 0 } mention)
            Mention(html, mention).Append('\n');
        if (message.Note is { } note)
            html.Append(Code(note)).Append('\n');
        foreach (var item in message.Items)
            Item(html, item, isOnly: message.Items.Count == 1);
        if (ChatText.More(message) is { } more)
            html.Append('\n').Append(more);
        return html.ToString().TrimEnd();
    }

    /// <summary>The length as Telegram counts it: without tags, an HTML entity as one character.</summary>
    private static int Visible(string html)
    {
        var count = 0;
        for (var i = 0; i < html.Length; i++, count++)
        {
            var end = html[i] switch { '<' => html.IndexOf('>', i), '&' => html.IndexOf(';', i), _ => i };
            if (html[i] == '<' && end > i)
                count--;
            i = Math.Max(i, end);
        }
        return count;
    }

    /// <summary>Each opening tag is one.</summary>
    private static int Entities(string html) => html.Count('<') - html.AsSpan().Count("</");

    /// <summary>
    /// Names and links to people (https://core.telegram.org/bots/api#html-style). All other markup is escaped: an
    /// unclosed tag would make Telegram refuse every message.
    /// </summary>
    private static StringBuilder Mention(StringBuilder html, string mention)
    {
        for (var rest = mention; rest.Length > 0;)
        {
            var link = PersonAt(rest);
            var next = rest.IndexOf('<', 1);
            var length = link > 0 ? link : next < 0 ? rest.Length : next;
            html.Append(link > 0 ? rest[..link] : Encode(rest[..length]));
            rest = rest[length..];
        }
        return html;
    }

    private static int PersonAt(string text)
    {
        const string opening = "<a href=\"tg://user?id=";
        const string closing = "</a>";
        if (!text.StartsWith(opening, StringComparison.Ordinal))
            return 0;
        var id = text.AsSpan(opening.Length);
        var digits = id.IndexOfAnyExceptInRange('0', '9');
        var end = text.IndexOf(closing, StringComparison.Ordinal);
        var name = digits > 0 && id[digits..].StartsWith("\">") ? opening.Length + digits + 2 : text.Length;
        return name < end && text.AsSpan(name, end - name).IndexOfAny('<', '>', '&') < 0 ? end + closing.Length : 0;
    }

    private static void Item(StringBuilder html, MessageItem item, bool isOnly)
    {
        html.Append('\n');
        if (!isOnly)
            html.Append($"{Tone.Of(item).Sign} <b>{item.Word}</b> {Code(item.Title)}\n");
        // One code element for all lines, because entities are limited.
        var figures = ChatText.Figures(item).Select(figure => figure.ReplaceLineEndings(" "));
        html.Append($"<code>{Encode(string.Join('\n', figures))}</code>\n");
        Block(html, isOnly ? item.About : TextCut.To(item.About, 300));
        Block(html, isOnly
            ? string.Join('\n', item.Facts.Select(fact => $"{fact.Name}: {fact.Value}"))
            : ChatText.Facts(item));
        foreach (var sample in item.Samples)
            Block(html, sample);
        Block(html, item.Cause);
        Block(html, string.Join('\n', item.Problems));
        html.AppendJoin(" · ", item.Links.Take(isOnly ? 10 : 2)
            .Select(link => $"""<a href="{Encode(link.Url)}">{Label(link.Text)}</a>"""));
        html.Append(item.Links.Count > 0 ? "\n" : "");
    }

    private static void Block(StringBuilder html, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            html.Append($"<pre>{Encode(text)}</pre>\n");
    }

    private static string Code(string text) => $"<code>{Encode(text.ReplaceLineEndings(" "))}</code>";

    /// <summary>Prevents mentions, commands and hashtags in a link's text.</summary>
    private static string Label(string text) => Encode(text.ReplaceLineEndings(" ")
        .Replace("@", "@\u200B", StringComparison.Ordinal)
        .Replace("/", "/\u200B", StringComparison.Ordinal)
        .Replace("#", "#\u200B", StringComparison.Ordinal));

    private static string Encode(string text) => TextCut.Clean(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>Without the mention, whose length may be why the message did not fit.</summary>
    public static string LastResort(Message message)
    {
        var title = TextCut.Escaped(message.Headline, 1000, Encode);
        var link = message.FirstLink is { } first ? $"\n<a href=\"{Encode(first.Url)}\">{Label(first.Text)}</a>" : "";
        return $"{Tone.Of(message).Sign} <b>{message.Word}</b> <code>{title}</code>{link}";
    }
}
