using System.Text;
using System.Text.RegularExpressions;

namespace Alerting.Sources.CloudWatchAlarms;

/// <summary>Reads one line of Markdown: links become links, the other marks go and their text stays.</summary>
internal sealed partial class MarkdownInline(DescriptionLinks links)
{
    /// <summary>The first of the letters that stand for the text of links and code until the marks are gone.</summary>
    public const char First = '\uE000';

    public const char Last = '\uE7FF';

    private const string Separators = " \t·•|,;:-–—()/&";

    private const string Ends = ".,;";

    private readonly List<(string Text, bool IsLink)> _kept = [];

    /// <summary>Null for a line of nothing but links, which is left to the links.</summary>
    public static string? Read(string line, DescriptionLinks links) => new MarkdownInline(links).Read(line);

    private string? Read(string line)
    {
        var text = Code().Replace(line, match => Keep(match.Groups[2].Value.Trim(), isLink: false));
        text = Escaped().Replace(text, match => Keep(match.Groups[1].Value, isLink: false));
        text = Image().Replace(text, "$1");
        text = LinkTo().Replace(text, match => Named(match.Groups[1].Value, match.Groups[2].Value));
        text = Reference().Replace(text, ByName);
        text = EmptyBrackets().Replace(WithoutEmphasis(Addresses(text)), "");
        var words = new string([.. text.Where(c => !IsLink(c))]);
        return words.AsSpan().Trim(Separators).IsEmpty ? null : Restore(text).TrimEnd();
    }

    private string ByName(Match match)
    {
        var (text, name) = (match.Groups[1].Value, match.Groups[2].Value);
        return links.Named.TryGetValue(name.Length > 0 ? name : text, out var url) ? Named(text, url) : match.Value;
    }

    private string Named(string text, string url)
    {
        var plain = Restore(WithoutEmphasis(text));
        return links.Add(plain, url) is { } shown ? Keep(shown, isLink: true) : Keep(plain, isLink: false);
    }

    /// <summary>
    /// Bare URLs. A word or two before one and a colon name it, and go with it: <c>Dashboard: https://…</c>. Without a
    /// name its host stands in the text.
    /// </summary>
    private string Addresses(string text)
    {
        var read = new StringBuilder();
        var at = 0;
        foreach (Match match in Url().Matches(text))
        {
            var url = WithoutEnd(match.Groups[1].Value);
            var before = text[at..match.Index];
            var label = Label().Match(before);
            if (links.Add(label.Success ? Restore(NameOf(label)) : null, url) is not { } shown)
                continue;
            read.Append(label.Success ? before[..label.Index] : before + Keep(shown, isLink: true));
            at = match.Groups[1].Index + url.Length;
            if (at < text.Length && text[at] == '>')
                at++;
            if (label.Success)
                at = AfterClause(text, at, read);
        }
        return read.Append(text[at..]).ToString();
    }

    /// <summary>The sign that ended a link's clause goes with it: one sign is left between its neighbours.</summary>
    private static int AfterClause(string text, int at, StringBuilder read)
    {
        if (at >= text.Length || !Ends.Contains(text[at]))
            return at;
        var end = read.Length;
        while (end > 0 && char.IsWhiteSpace(read[end - 1]))
            end--;
        if (end > 0 && !Ends.Contains(read[end - 1]))
            return at;
        if (end > 0 && text[at] == '.' && read[end - 1] != '.')
            read[end - 1] = '.';
        at++;
        while (end < read.Length && at < text.Length && text[at] == ' ')
            at++;
        return end == 0 ? text.Length - text.AsSpan(at).TrimStart().Length : at;
    }

    private static string NameOf(Match label) =>
        label.Groups[1].Success ? label.Groups[1].Value : label.Groups[2].Value;

    /// <summary>Without what ends the sentence rather than the URL.</summary>
    private static string WithoutEnd(string url)
    {
        url = url.TrimEnd('.', ',', ';', ':', '!', '?', '\'', '*', '_');
        return url.EndsWith(')') && !url.Contains('(', StringComparison.Ordinal) ? WithoutEnd(url[..^1]) : url;
    }

    /// <summary>Stars anywhere around words, underscores only around whole ones: <c>snake_case</c> is a name.</summary>
    private static string WithoutEmphasis(string text)
    {
        for (var round = 0; round < 3; round++)
        {
            var before = text;
            text = Struck().Replace(
                Underscores().Replace(Stars().Replace(Strong().Replace(text, "$1$2"), "$1"), "$1"), "$1");
            if (text == before)
                break;
        }
        return text;
    }

    private string Keep(string text, bool isLink)
    {
        if (First + _kept.Count > Last)
            return text;
        _kept.Add((text, isLink));
        return ((char)(First + _kept.Count - 1)).ToString();
    }

    private bool IsLink(char c) => c >= First && c - First < _kept.Count && _kept[c - First].IsLink;

    private string Restore(string text) => _kept.Count == 0 ? text : string.Concat(text.Select(c =>
        c >= First && c - First < _kept.Count ? _kept[c - First].Text : c.ToString()));

    [GeneratedRegex(@"(`+)(?!`)(.+?)(?<!`)\1(?!`)")]
    private static partial Regex Code();

    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"!\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Image();

    [GeneratedRegex(@"\[([^\]\[]+)\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))+)>?(?:\s+[""'(][^)]*[""')])?\s*\)")]
    private static partial Regex LinkTo();

    [GeneratedRegex(@"\[([^\]\[]+)\](?:\[([^\]\[]*)\])?")]
    private static partial Regex Reference();

    [GeneratedRegex(@"<?(https?://[^\s<>""\uE000-\uE7FF]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    /// <summary>A name that is usual, or at most two words at the beginning of a sentence.</summary>
    [GeneratedRegex(@"(?:\b((?:runbook|playbook|dashboard|wiki|docs)(?:[_ -]?(?:url|link))?)"
        + @"|(?:^|(?<=[.;,|(!?]|\s[-–—]))\s*[*_]*([\p{L}][\p{L}\p{N}_-]*(?: [\p{L}\p{N}_-]+)?))"
        + @"[*_]*\s*[:=]\s*[*_]*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Label();

    [GeneratedRegex(@"\(\s*\)|\[\s*\]")]
    private static partial Regex EmptyBrackets();

    [GeneratedRegex(@"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w|\.\w)")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")]
    private static partial Regex Stars();

    [GeneratedRegex(@"(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w_])")]
    private static partial Regex Underscores();

    [GeneratedRegex(@"~~(?=\S)(.+?)(?<=\S)~~")]
    private static partial Regex Struck();
}
