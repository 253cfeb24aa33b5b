using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Alerting.Fakes;

namespace Alerting.Tests.Channels;

/// <summary>
/// Checks the HTML of a mail strictly: known tags only, balanced, no scripts, below the 102 KB at which Gmail clips.
/// </summary>
internal static partial class MailRules
{
    private static readonly HashSet<string> Known =
        ["!doctype", "html", "head", "meta", "title", "style", "body", "table", "tr", "td", "div", "span", "a", "pre",
            "br", "p"];

    private static readonly HashSet<string> Empty = ["!doctype", "meta", "br"];

    public static VisibleMessage Show(string html)
    {
        Encoding.UTF8.GetByteCount(html).ShouldBeLessThan(102 * 1024);
        var shown = new VisibleMessage();
        var open = new Stack<string>();
        var at = 0;
        foreach (Match tag in Tag().Matches(html))
        {
            AppendText(html[at..tag.Index], open, shown);
            at = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value.ToLowerInvariant();
            Known.ShouldContain(name);
            tag.Value.ShouldNotContain(" on", Case.Insensitive);
            if (tag.Value[1] == '/')
                open.Pop().ShouldBe(name);
            else if (!Empty.Contains(name))
                open.Push(name);
            if (Href().Match(tag.Value) is { Success: true } href)
                shown.Links.Add(WebUtility.HtmlDecode(href.Groups[1].Value));
        }
        AppendText(html[at..], open, shown);
        open.ShouldBeEmpty();
        return shown;
    }

    private static void AppendText(string raw, Stack<string> open, VisibleMessage shown)
    {
        raw.ShouldNotContain("<");
        if (!open.Contains("style"))
            shown.Line(WebUtility.HtmlDecode(raw));
    }

    [GeneratedRegex("</?(?<name>[!a-zA-Z0-9]+)[^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Href();
}
