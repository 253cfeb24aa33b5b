using System.Net;
using System.Text;
using Alerting.Alerts;
using Alerting.Notifications;

namespace Alerting.Channels.Email;

/// <summary>
/// The HTML of an e-mail: tables and inline styles, since mail programs know little else; colours that hold on light and
/// on dark ground; every text encoded.
/// </summary>
internal static class EmailHtml
{
    public static string Of(Message message)
    {
        var html = new StringBuilder();
        html.Append("""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></head>
            <body style="margin:0;padding:16px;font:15px/1.45 -apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:640px;margin:auto">

            """);
        html.Append($"""
            <tr><td style="padding:14px 18px;background:{Tone.Of(message).Hex};color:#ffffff;border-radius:6px 6px 0 0">
            <div style="font-size:12px;letter-spacing:.08em">{message.Word}</div>
            <div style="font-size:20px;font-weight:600;overflow-wrap:anywhere">{Encode(message.Title)}</div></td></tr>

            """);
        foreach (var item in message.Items)
            Item(html, item, isOnly: message.Items.Count == 1);
        if (message.More > 0)
            Row(html, $"… and {message.More} more.");
        return html.Append("</table></body></html>\n").ToString();
    }

    public static string LastResort(string text) => $"<!DOCTYPE html>\n<html lang=\"en\"><body><p>{Encode(text)}</p></body></html>\n";

    private static void Item(StringBuilder html, MessageItem item, bool isOnly)
    {
        var content = new StringBuilder();
        if (!isOnly)
            Block(content, item.Title, "font-weight:600");
        Block(content, item.When, "");
        Block(content, item.Numbers, "font-size:17px;font-weight:600;margin-top:6px");
        Block(content, item.Trend, "font-family:monospace");
        Block(content, item.Description, "margin-top:10px");
        Buttons(content, item.Links);
        Block(content, item.Summary, "margin-top:10px;font-size:13px;opacity:.8");
        Facts(content, item.Facts);
        foreach (var sample in item.Samples)
            content.Append($"""<pre style="font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere">{Encode(sample)}</pre>""");
        foreach (var problem in item.Problems)
            Block(content, problem, "margin-top:10px;font-size:13px;font-style:italic");
        Row(html, content);
    }

    private static void Row(StringBuilder html, object content) => html.Append($"""
        <tr><td style="padding:14px 18px;border:1px solid #8884;border-top:0;overflow-wrap:anywhere">{content}</td></tr>

        """);

    private static void Block(StringBuilder html, string? text, string style)
    {
        if (!string.IsNullOrWhiteSpace(text))
            html.Append($"""<div style="{style}">{Encode(text).ReplaceLineEndings("<br>")}</div>""");
    }

    private static void Buttons(StringBuilder html, IReadOnlyList<Link> links)
    {
        if (links.Count == 0)
            return;
        html.Append("<div style=\"margin:12px 0\">");
        foreach (var link in links)
        {
            html.Append($"""
                <a href="{Encode(link.Url)}" style="display:inline-block;padding:6px 14px;margin:0 8px 6px 0;border:1px solid #2d6cdf;border-radius:4px;color:#2d6cdf;text-decoration:none">{Encode(link.Text)}</a>
                """);
        }
        html.Append("</div>");
    }

    private static void Facts(StringBuilder html, IReadOnlyList<Fact> facts)
    {
        if (facts.Count == 0)
            return;
        html.Append("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin-top:10px;font-size:13px\">");
        foreach (var fact in facts)
        {
            html.Append($"""
                <tr><td style="padding:2px 14px 2px 0;opacity:.7;vertical-align:top">{Encode(fact.Name)}</td><td style="overflow-wrap:anywhere">{Encode(fact.Value)}</td></tr>
                """);
        }
        html.Append("</table>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(TextCut.Clean(text));
}
