using System.Net;
using System.Text;
using Alerting.Alerts;
using Alerting.Notifications;
using Alerting.Text;

namespace Alerting.Channels.Email;

/// <summary>
/// The HTML of an e-mail, with tables and inline styles for old mail clients, and colours for light and dark mode. All
/// texts are encoded.
/// </summary>
internal static class EmailHtml
{
    /// <summary>
    /// Inline styles cannot depend on dark mode, so classes override them. Clients that drop the style sheet show the
    /// inline colours, which are a complete light theme.
    /// </summary>
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
        <style>:root{color-scheme:light dark}
        @media (prefers-color-scheme:dark){.page{background:#16181c!important}.card{background:#22252b!important;color:#e7e9ec!important;border-color:#3a3f47!important}.soft{color:#a6adb8!important}.quote{background:#16181c!important;color:#e7e9ec!important}.button{color:#9cc1ff!important;border-color:#5b7fb8!important}}
        @media print{.page{background:#fff!important;padding:0!important}.head{background:#fff!important;color:#000!important;border:2px solid #000!important}.card,.quote{background:#fff!important;color:#000!important}.soft{color:#333!important}.button{color:#000!important;border:0!important;padding:0!important;display:block!important}.button:after{content:": " attr(href);font-weight:400;overflow-wrap:anywhere}tr{break-inside:avoid}}
        </style>
        """;

    public static string Of(Message message)
    {
        var html = new StringBuilder(Head);
        html.Append($"""
            <title>{Encode(PlainText.Headline(message))}</title></head>

            <body class="page" style="margin:0;padding:16px;background:#f2f4f7;font:15px/1.5 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif">
            <div style="display:none;max-height:0;overflow:hidden">{Encode(TextCut.To(Preview(message), 140))}</div>
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:640px;margin:0 auto;border-collapse:separate;table-layout:fixed">
            <tr><td class="head" style="padding:14px 20px;background:{Tone.Of(message).Hex};color:#ffffff;border-radius:8px 8px 0 0">
            <div style="font-size:12px;font-weight:600;letter-spacing:.08em">{message.Word}</div>
            <div style="font-size:20px;line-height:1.3;font-weight:600;overflow-wrap:anywhere">{Encode(message.Headline)}</div></td></tr>

            """);
        if (message.Note is { } note)
            Row(html, Inner(content => Block(content, note, "font-weight:600")));
        foreach (var item in message.Items)
            Row(html, Inner(content => Item(content, item, isOnly: message.Items.Count == 1)));
        if (message.More > 0)
            Row(html, Inner(content => Block(content, ChatText.More(message), "")));
        return html.Append("</table></body></html>\n").ToString();
    }

    /// <summary>The preview that mail clients show beside the subject, so it does not repeat the subject.</summary>
    private static string Preview(Message message) => message.Items is [var only]
        ? string.Join(" · ", ChatText.Figures(only))
        : string.Join(" · ", message.Items.Select(item => item.Title));

    private static string Inner(Action<StringBuilder> write)
    {
        var content = new StringBuilder();
        write(content);
        return content.ToString();
    }

    public static string LastResort(string text) =>
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Alert</title></head>"
        + $"<body><p>{Encode(text)}</p></body></html>\n";

    private static void Item(StringBuilder content, MessageItem item, bool isOnly)
    {
        if (!isOnly)
        {
            content.Append($"""
                <div style="font-size:16px;font-weight:600"><span style="display:inline-block;padding:1px 8px;margin-right:8px;background:{Tone.Of(item).Hex};color:#ffffff;border-radius:4px;font-size:11px;letter-spacing:.05em;vertical-align:2px">{item.Word}</span>{Encode(item.Title)}</div>
                """);
        }
        Block(content, item.When, "");
        Block(content, item.Figures, "font-size:17px;font-weight:600;margin-top:6px");
        Block(content, item.Trend, "font-family:Consolas,Menlo,monospace", isSoft: true);
        Block(content, item.About, "margin-top:10px");
        Buttons(content, item.Links);
        Block(content, item.Cause, "margin-top:10px;font-size:13px", isSoft: true);
        Facts(content, item.Facts);
        foreach (var sample in item.Samples)
        {
            content.Append(
                $"""<pre class="quote" style="margin:10px 0 0;padding:8px 10px;background:#f2f4f7;color:#1c2026;border-radius:4px;font:12px/1.4 Consolas,Menlo,monospace;white-space:pre-wrap;overflow-wrap:anywhere">{Encode(sample)}</pre>""");
        }
        foreach (var problem in item.Problems)
            Block(content, problem, "margin-top:10px;font-size:13px;font-style:italic", isSoft: true);
    }

    private static void Row(StringBuilder html, string content) => html.Append($"""
        <tr><td class="card" style="padding:14px 20px;background:#ffffff;color:#1c2026;border:1px solid #d9dee5;border-top:0;overflow-wrap:anywhere">{content}</td></tr>

        """);

    private static void Block(StringBuilder html, string? text, string style, bool isSoft = false)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        var soft = isSoft ? " class=\"soft\"" : "";
        var ink = isSoft ? "color:#5a6372;" : "";
        html.Append($"""<div{soft} style="{ink}{style}">{Encode(text.Trim()).ReplaceLineEndings("<br>")}</div>""");
    }

    private static void Buttons(StringBuilder html, IReadOnlyList<Link> links)
    {
        if (links.Count == 0)
            return;
        html.Append("<div style=\"margin:12px 0 4px\">");
        foreach (var link in links)
        {
            html.Append($"""
                <a class="button" href="{Encode(link.Url)}" style="display:inline-block;padding:6px 14px;margin:0 8px 6px 0;border:1px solid #2d6cdf;border-radius:5px;color:#1f5ac4;font-weight:600;text-decoration:none">{Encode(link.Text)}</a>
                """);
        }
        html.Append("</div>");
    }

    private static void Facts(StringBuilder html, IReadOnlyList<Fact> facts)
    {
        if (facts.Count == 0)
            return;
        html.Append("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" " +
            "style=\"margin-top:10px;font-size:13px\">");
        foreach (var fact in facts)
        {
            html.Append($"""
                <tr><td class="soft" style="padding:2px 14px 2px 0;color:#5a6372;vertical-align:top;min-width:90px;overflow-wrap:anywhere">{Encode(fact.Name)}</td><td style="min-width:110px;overflow-wrap:anywhere">{Encode(fact.Value)}</td></tr>
                """);
        }
        html.Append("</table>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(TextCut.Clean(text));
}
