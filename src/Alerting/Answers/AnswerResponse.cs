namespace Alerting.Answers;

/// <summary>A web response: a page for people, or the way back to it.</summary>
public sealed record AnswerResponse(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>A page that says one thing.</summary>
    internal static AnswerResponse Sentence(int status, string heading, string text) =>
        Page(status, AnswerPage.OfSentence(heading, text));

    /// <summary>For a program, such as Slack.</summary>
    public static AnswerResponse Text(int status, string text) => new(status, new Dictionary<string, string>
    {
        ["Content-Type"] = "text/plain; charset=utf-8",
        ["Cache-Control"] = "no-store",
    }, text);

    /// <remarks>
    /// No script, no frame, no other host; not kept, not indexed, and its address is passed to nobody.
    /// </remarks>
    internal static AnswerResponse Page(int status, string html) => new(status, new Dictionary<string, string>
    {
        ["Content-Type"] = "text/html; charset=utf-8",
        ["Content-Security-Policy"] = $"default-src 'none'; style-src '{AnswerStyle.Hash}'; img-src data:; " +
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ["Cache-Control"] = "no-store",
        ["Referrer-Policy"] = "no-referrer",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Robots-Tag"] = "noindex, nofollow, noarchive, nosnippet",
    }, html);

    /// <summary>After a form, so that reloading the page does not send it again.</summary>
    internal static AnswerResponse BackTo(string path) => new(303, new Dictionary<string, string>
    {
        ["Location"] = path,
        ["Cache-Control"] = "no-store",
        ["Referrer-Policy"] = "no-referrer",
    }, "");
}
