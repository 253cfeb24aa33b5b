namespace Alerting.Tests.Sources.Logs;

/// <summary>
/// Reads the case files: <c>line ⇶ severity ⇶ template</c>. In a line, ⏎ stands for a line break, ⇥ for a tab and ␛ for an
/// escape. Lines that begin with <c>//</c> are headings.
/// </summary>
public static class LogCases
{
    public static TheoryData<string, string, string> All()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Sources", "Logs", "Cases"), "*.txt").Order())
        {
            foreach (var line in File.ReadLines(file).Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal)))
            {
                var parts = line.Split(" ⇶ ");
                cases.Add(parts[0].Replace('⏎', '\n').Replace('⇥', '\t').Replace('␛', '\u001b'), parts[1], parts[2]);
            }
        }

        return cases;
    }
}
