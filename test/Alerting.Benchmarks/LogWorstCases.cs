using System.Text;
using Alerting.Logs;
using Alerting.Sources.Logs;
using BenchmarkDotNet.Attributes;

namespace Alerting.Benchmarks;

/// <summary>Lines crafted to be slow. Double the size must take at most double the time.</summary>
public class LogWorstCases
{
    private readonly LogClassifier _classifier = new(SecretLogKeys.IsSecret);
    private byte[] _line = [];

    [Params(500_000, 1_000_000)]
    public int Size { get; set; }

    [Params("letters", "brackets", "quotes", "numbers", "json brackets", "json escapes", "stack", "colons", "dots")]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _line = Encoding.UTF8.GetBytes(Kind switch
    {
        "letters" => new string('a', Size),
        "brackets" => "ERROR " + new string('[', Size),
        "quotes" => Repeat(" 'a", Size),
        "numbers" => Repeat("1 ", Size),
        "json brackets" => "{\"a\":" + new string('[', Size / 2) + new string(']', Size / 2) + "}",
        "json escapes" => "{\"level\":\"error\",\"message\":\"" + Repeat("\\n", Size) + "\"}",
        "stack" => "System.Exception: x\n" + Repeat("   at A.B.C(D d) in /a/b.cs:line 1\n", Size),
        "colons" => Repeat("a1:", Size),
        _ => Repeat("a.", Size),
    });

    [Benchmark]
    public ulong Line() => _classifier.Classify(_line).Fingerprint.Value;

    private static string Repeat(string text, int size) =>
        new StringBuilder(size).Insert(0, text, size / text.Length).ToString();
}
