using System.Text.RegularExpressions;

namespace Alerting.Fakes;

/// <summary>Reads Markdown as a chat client does: removes escapes and records the markup that is left.</summary>
internal static partial class MarkdownScan
{
    public static void Read(string text, VisibleMessage shown, Regex mentions)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var rest = text[i..Math.Min(text.Length, i + 4000)];
            if (text[i] == '\\' && i + 1 < text.Length && char.IsAscii(text[i + 1])
                && (char.IsPunctuation(text[i + 1]) || char.IsSymbol(text[i + 1])))
            {
                shown.Append(text[++i].ToString());
            }
            else if (Masked().Match(rest) is { Success: true } link)
            {
                shown.Links.Add(link.Groups["url"].Value);
                Read(link.Groups["label"].Value, shown, mentions);
                i += link.Length - 1;
            }
            else if (Bold().Match(rest) is { Success: true } bold)
            {
                // Only our own markup makes links and headings bold.
                Read(bold.Groups["inner"].Value, shown, mentions);
                i += bold.Length - 1;
            }
            else if (Bare().Match(rest) is { Success: true } bare && !IsWord(text, i - 1))
            {
                shown.Links.Add(bare.Value);
                shown.Append(bare.Value);
                i += bare.Length - 1;
            }
            else
            {
                if (mentions.Match(rest) is { Success: true } mention && !IsWord(text, i - 1))
                {
                    shown.Mentions.Add(mention.Value);
                }

                if ("*_~`|".Contains(text[i], StringComparison.Ordinal)
                    || (">#-+=".Contains(text[i], StringComparison.Ordinal) && StartsLine(text, i)
                        && i + 1 < text.Length && (text[i] == '>' || text[i + 1] == ' ')))
                {
                    shown.Formatting.Add(text[i].ToString());
                }

                shown.Append(text[i].ToString());
            }
        }

        shown.Append("\n");
    }

    private static bool IsWord(string text, int at) => at >= 0 && (char.IsLetterOrDigit(text[at]) || text[at] == '_');

    private static bool StartsLine(string text, int at) =>
        text[..at].LastIndexOf('\n') is var line && string.IsNullOrWhiteSpace(text[(line + 1)..at]);

    [GeneratedRegex(@"^\[(?<label>(\\.|[^\]\\])*)\]\((?<url>[^)\s]+)\)")]
    private static partial Regex Masked();

    [GeneratedRegex(@"^\*\*(?<inner>\[(\\.|[^\]\\])*\]\([^)\s]+\)|(🔴|🟠|🟡|🔵|🟢) (\\.|[^*\\\n])*)\*\*",
        RegexOptions.CultureInvariant)]
    private static partial Regex Bold();

    [GeneratedRegex(@"^(https?://|www\.)[\p{L}\p{N}\[][^\s<>]*", RegexOptions.IgnoreCase)]
    private static partial Regex Bare();
}
