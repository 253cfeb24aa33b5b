using System.Text;

namespace Alerting.Logs.Tests;

/// <summary>
/// Reads the case files: <c>line ⇶ severity ⇶ template</c>. In a line, ⏎ stands for a line break, ⇥ for a tab and ␛ for
/// an escape. Lines that begin with <c>//</c> are headings.
/// </summary>
public static class LogCases
{
    private static readonly string[] SecretKeys = ["password", "apikey", "token"];

    /// <summary>Some of the keys whose values are secret; the whole list belongs to redaction.</summary>
    public static bool IsSecretKey(ReadOnlySpan<byte> key)
    {
        var name = Encoding.ASCII.GetString(key);
        return Array.Exists(SecretKeys, secret => name.EndsWith(secret, StringComparison.OrdinalIgnoreCase));
    }

    public static string Unescape(string line) =>
        line.Replace('⏎', '\n').Replace('⇥', '\t').Replace('␛', '\u001b');

    public static TheoryData<string, string, string> All()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "*.txt").Order())
        {
            foreach (var line in File.ReadLines(file)
                .Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal)))
            {
                var parts = line.Split(" ⇶ ");
                cases.Add(Unescape(parts[0]), parts[1], parts[2]);
            }
        }

        return cases;
    }
}
