namespace Alerting.Channels.Templating;

/// <summary>The hosts of the links that stand in a template itself.</summary>
internal static class TemplateHosts
{
    public static IEnumerable<string> Of(string source)
    {
        for (var at = 0; (at = source.IndexOf("://", at, StringComparison.Ordinal)) >= 0; )
        {
            at += 3;
            var end = at;
            while (end < source.Length && (char.IsAsciiLetterOrDigit(source[end]) || source[end] is '.' or '-'))
                end++;
            // A value right behind it could make it another host.
            if (end > at && (end == source.Length || source[end] is not ('{' or '@' or '%')))
                yield return source[at..end].TrimEnd('.');
        }
    }
}
