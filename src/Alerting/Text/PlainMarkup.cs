using System.Net;
using System.Text.RegularExpressions;

namespace Alerting.Text;

/// <summary>Converts the markup of chat services to plain text, with each link's URL after its text.</summary>
internal static partial class PlainMarkup
{
    private const string Gap = "\u200B";

    /// <summary>Removes the invisible spaces that prevent mentions and links.</summary>
    public static string Of(string text) => text.Replace(Gap, "", StringComparison.Ordinal);

    public static string OfSlack(string markup) => WebUtility.HtmlDecode(SlackLink().Replace(markup, "\n$2: $1"));

    public static string OfMarkdown(string markup)
    {
        var links = MarkdownLink().Replace(markup.Replace("  \n", "\n", StringComparison.Ordinal), "\n$1: $2");
        return Of(Escaped().Replace(Bold().Replace(links, ""), "$1"));
    }

    public static string OfHtml(string markup)
    {
        var links = HtmlLink().Replace(markup.Replace("<br>", "\n", StringComparison.Ordinal), "\n$2: $1");
        return Of(WebUtility.HtmlDecode(Tag().Replace(links, "")));
    }

    // Links are in one row, separated by dots. Here each gets its own line.
    [GeneratedRegex(@"(?: · )?<(https?://[^|>]+)\|([^>]+)>")]
    private static partial Regex SlackLink();

    [GeneratedRegex(@"(?: · )?(?<!\\)\[((?:[^\]\\]|\\.)+)\]\((https?://[^)\s]+)\)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"(?: · )?<a href=""(https?://[^""]+)"">(.*?)</a>")]
    private static partial Regex HtmlLink();

    [GeneratedRegex(@"(?<!\\)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escaped();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
