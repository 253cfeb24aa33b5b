namespace Alerting.Cli.Alarms.Reading;

/// <summary>ARNs, one a line or, as <c>--output text</c> writes them, with spaces between them.</summary>
internal static class ArnLines
{
    public static void Read(string text, Inventory inventory)
    {
        var mistakes = new List<string>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.TrimStart().StartsWith('#'))
                continue;
            foreach (var word in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (Arn.Parse(word.Trim(',', '"', '\'')) is { } arn)
                    inventory.AddArn(arn);
                else
                    mistakes.Add($"Line {number}: \"{word}\" is not an ARN. Write it as {Arn.Example}.");
            }
        }
        if (mistakes.Count > 0)
            throw new UserException(string.Join('\n', mistakes.Take(10)));
        if (inventory.Resources.Count == 0 && !inventory.Notes.Any())
            throw new UserException("The input has only comments. Write ARNs, one a line.");
    }
}
