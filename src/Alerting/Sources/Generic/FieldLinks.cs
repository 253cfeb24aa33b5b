using System.Text;
using System.Text.Json;
using Alerting.Alerts;

namespace Alerting.Sources.Generic;

/// <summary>
/// Finds links in an unknown object: a URL, a list of URLs, or a list of objects with a URL each
/// (<c>"links": [{"text": "Runbook", "url": "https://…"}]</c>). Those that lead to the alert come first; those that
/// do something or show only a picture are left out.
/// </summary>
internal static class FieldLinks
{
    private const int MaxListed = 20;

    /// <summary>Parts of names that lead nowhere useful, or change something when they are opened.</summary>
    private static readonly string[] Useless =
    [
        "unsubscribe", "optout", "acknowledge", "icon", "image", "avatar", "logo", "certificate",
        "signingcert", "signature", "thumbnail", "snapshot", "picture", "photo", "callback", "subscribeurl", "webhook",
        "favicon", "footer", "confirm", "validation", "apiurl", "gravatar", "badge", "schema",
        "followersurl", "statusesurl", "archiveurl", "cloneurl", "giturl", "sshurl", "svnurl",
    ];

    /// <summary>Names and ends of paths that do something to the alert when they are opened.</summary>
    private static readonly string[] Actions =
    [
        "ack", "acknowledge", "unack", "resolve", "close", "mute", "snooze", "dismiss", "escalate", "delete", "disable",
        "pause", "cancel", "ignore", "unsubscribe", "unsub", "reassign", "optout",
    ];

    private static readonly string[] EndingsOfLinks = ["urls", "url", "links", "link", "href", "uri"];

    /// <summary>Parts of names whose values come from a visitor of the watched service, who may be hostile.</summary>
    private static readonly string[] FromVisitors =
        ["refer", "useragent", "userlink", "userurl", "userwebsite", "requesturl", "origin", "redirect"];

    /// <summary>Parts of names that promise a page. A URL elsewhere is text.</summary>
    private static readonly string[] NamesOfLinks =
    [
        "url", "link", "href", "uri", "web", "page", "runbook", "playbook", "dashboard", "graph", "console", "log",
        "doc", "wiki", "incident", "alert", "issue", "detail", "report", "view", "source", "self",
    ];

    private static readonly string[] UselessInUrl =
    [
        "unsubscribe", ".pem", "=redacted", "action=confirmsubscription", "action=ack", "gravatar.com",
        "hooks.slack.com", "schema.org/",
    ];

    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp"];

    /// <summary>Names of the link that leads to the alert, the most specific first.</summary>
    private static readonly string[] First =
    [
        "incident", "alert", "issue", "problem", "event", "permalink", "shortlink", "htmlurl", "weburl", "deeplink",
        "detailsurl", "titlelink", "buildurl", "runurl", "targeturl",
    ];

    private static readonly string[] Second = ["runbook", "playbook", "dashboard", "graph", "log"];

    /// <summary>A field counts as used only if all of it became links; otherwise it is also a fact.</summary>
    public static List<Link> Take(FieldList fields)
    {
        var links = new List<(int Rank, Link Link)>();
        foreach (var field in fields.Remaining)
        {
            var isList = field.Value.ValueKind == JsonValueKind.Array;
            var (count, found) = isList ? FromList(field) : FromScalar(field);
            links.AddRange(found.Select(link => (RankOf(field), link)));
            field.IsUsed = count > 0 && count == (isList ? field.Value.GetArrayLength() : 1);
        }
        return [.. links.OrderBy(each => each.Rank).Select(each => each.Link).DistinctBy(link => link.Url)];
    }

    public static bool IsWeb(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

    /// <summary>Whether people have a reason to open it.</summary>
    public static bool IsUseful(string name, string url) =>
        !Array.Exists(Useless, part => name.Contains(part, StringComparison.Ordinal))
        && !IsAction(name) && LeadsSomewhere(url);

    /// <summary>Whether it is a page, and neither a picture nor something that it would do.</summary>
    public static bool LeadsSomewhere(string url) => !DoesSomething(url)
        && !Array.Exists(UselessInUrl, part => url.Contains(part, StringComparison.OrdinalIgnoreCase))
        && !Array.Exists(Pictures, ending => url.Split('?')[0].EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static bool IsAction(string name)
    {
        var ending = Array.Find(EndingsOfLinks, each => name.EndsWith(each, StringComparison.Ordinal)) ?? "";
        return Actions.Contains(name[..^ending.Length]);
    }

    /// <summary>Whether the path ends with an action: <c>/incidents/7/ack</c>, <c>/ack?id=7</c>.</summary>
    private static bool DoesSomething(string url)
    {
        var path = url.AsSpan()[..(url.IndexOfAny(['?', '#']) is >= 0 and var end ? end : url.Length)].TrimEnd('/');
        return path.LastIndexOf('/') is > 8 and var slash
            && Actions.Contains(path[(slash + 1)..].ToString().Replace("-", "", StringComparison.Ordinal),
                StringComparer.OrdinalIgnoreCase);
    }

    private static (int Count, List<Link> Links) FromScalar(Field field) =>
        !IsWeb(field.Scalar) || !PromisesAPage(field) ? (0, [])
        : (1, IsUseful(field.NormalizedName, field.Scalar!) ? [new Link(LinkText(field), field.Scalar!)] : []);

    private static bool PromisesAPage(Field field) =>
        (Array.Exists(NamesOfLinks, part => field.NormalizedName.Contains(part, StringComparison.Ordinal))
            || field.Path.Contains("links.", StringComparison.OrdinalIgnoreCase))
        && !Array.Exists(FromVisitors, part => field.NormalizedName.Contains(part, StringComparison.Ordinal));

    private static (int Count, List<Link> Links) FromList(Field field)
    {
        var links = new List<Link>();
        var count = 0;
        foreach (var item in field.Value.EnumerateArray().Take(MaxListed))
        {
            var url = item.Scalar() ?? FirstText(item, "url", "href", "link", "uri");
            if (!IsWeb(url))
                continue;
            count++;
            var text = FirstText(item, "text", "title", "name", "label", "rel");
            if (IsUseful(FieldList.Normalize(text ?? field.NormalizedName), url!))
                links.Add(new Link(text ?? LinkText(field), url!));
        }
        return (count, links);
    }

    /// <summary>Adds no warnings: a value that is not a link stays a fact.</summary>
    private static string? FirstText(EventJson item, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (item.Has(name, out var value) && value.Scalar() is { } text)
                return text;
        }
        return null;
    }

    private static int RankOf(Field field)
    {
        var name = field.NormalizedName;
        if (field.Place == FieldPlace.Other)
            return 4;
        if (Array.Exists(First, part => name.Contains(part, StringComparison.Ordinal))
            || name is "url" or "link" or "href" or "urls" or "links" or "html")
        {
            return field.Place == FieldPlace.Run ? 1 : 0;
        }
        return Array.Exists(Second, part => name.Contains(part, StringComparison.Ordinal)) ? 2 : 3;
    }

    private static string LinkText(Field field) => field.NormalizedName switch
    {
        var name when name.Contains("runbook", StringComparison.Ordinal)
            || name.Contains("playbook", StringComparison.Ordinal) => "Runbook",
        var name when name.Contains("dashboard", StringComparison.Ordinal) => "Dashboard",
        var name when name.Contains("graph", StringComparison.Ordinal) => "Graph",
        "logs" or "log" or "logurl" or "logsurl" or "loglink" or "logslink" => "Logs",
        "url" or "link" or "urls" or "links" or "href" or "html" or "htmlurl" or "consolelink" or "alerturl"
            or "eventurl" or "incidenturl"
            or "weburl" or "permalink" or "shortlink" or "deeplink" or "titlelink" or "detailsurl"
            or "web" => field.Place is FieldPlace.Run or FieldPlace.Other && field.Parent is { Length: > 0 and < 30 }
                ? Words(field.ParentPath[(field.ParentPath.LastIndexOf('.') + 1)..])
                : "Details",
        _ => Words(field.Path[(field.Path.LastIndexOf('.') + 1)..]),
    };

    /// <summary><c>detectorUrl</c> becomes "Detector".</summary>
    private static string Words(string name)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var isNew = i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if ((isNew || !char.IsLetterOrDigit(name[i])) && words.Length > 0 && words[^1] != ' ')
                words.Append(' ');
            if (char.IsLetterOrDigit(name[i]))
                words.Append(char.ToLowerInvariant(name[i]));
        }
        var text = words.ToString().Trim();
        foreach (var ending in (ReadOnlySpan<string>)[" url", " uri", " link", " href", " html"])
        {
            if (text.EndsWith(ending, StringComparison.Ordinal))
                text = text[..^ending.Length];
        }
        return text.Length == 0 ? "Details" : char.ToUpperInvariant(text[0]) + text[1..];
    }
}
