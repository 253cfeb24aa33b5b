namespace Alerting.Text;

internal static class Suggestion
{
    public static string Sentence(string meant) => $"Did you mean \"{meant}\"?";

    /// <summary>The nearest known word, if it is near enough to be a typing mistake.</summary>
    public static string? For(string word, IEnumerable<string> known)
    {
        string? best = null;
        var least = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in known)
        {
            var distance = Distance(word, candidate);
            // At least one letter must match: "a" is not a typing mistake for "b".
            if (distance < least && distance < Math.Min(word.Length, candidate.Length))
                (best, least) = (candidate, distance);
        }
        return best;
    }

    /// <summary>
    /// The same for names that people choose. Those that begin alike may differ more at their ends, such as "everyone"
    /// and "everybody".
    /// </summary>
    public static string? ForName(string name, IEnumerable<string> known) => For(name, known)
        ?? Nearest(name, [.. known.Where(candidate => BeginAlike(name, candidate))], 1).FirstOrDefault();

    /// <summary>The nearest words, however far they are.</summary>
    public static IEnumerable<string> Nearest(string word, IReadOnlyCollection<string> known, int count = 3) =>
        known.OrderBy(candidate => Math.Min(Distance(word, candidate), Math.Max(word.Length, candidate.Length))
            - 2 * Alike(word, candidate)).Take(count);

    /// <summary>Half of the longer is the same, and a third may differ.</summary>
    private static bool BeginAlike(string a, string b)
    {
        var longer = Math.Max(a.Length, b.Length);
        return Alike(a, b) * 2 >= longer && Distance(a, b) <= longer / 3;
    }

    /// <summary>How many letters two words have in common at their beginning.</summary>
    private static int Alike(string a, string b)
    {
        var length = 0;
        while (length < Math.Min(a.Length, b.Length) && Same(a[length], b[length]))
            length++;
        return length;
    }

    /// <summary>
    /// Counts insertions, deletions, replacements and swaps of neighbours between two words, ignoring case.
    /// </summary>
    private static int Distance(string a, string b)
    {
        // Skip the quadratic work for texts that cannot be close.
        if (Math.Abs(a.Length - b.Length) > a.Length / 3 + 1 || a.Length > 100)
            return 1_000;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[a.Length, b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
