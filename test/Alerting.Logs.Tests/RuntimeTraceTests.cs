using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alerting.Logs.Batches;

namespace Alerting.Logs.Tests;

/// <summary>Traces of many runtimes as one event each, and in pieces of one line each: each is one error.</summary>
public partial class RuntimeTraceTests
{
    private readonly LogBatchReader _reader = new(LogCases.IsSecretKey);

    public static TheoryData<string, string> Traces()
    {
        var traces = new TheoryData<string, string>();
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Traces", "runtimes.txt"));
        foreach (var block in text.Split("\n// ").Skip(1))
        {
            var name = block[..block.IndexOf('\n', StringComparison.Ordinal)];
            traces.Add(name, block[name.Length..].Trim('\n'));
        }

        return traces;
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_whole_trace_is_an_error(string runtime, string trace) =>
        Errors([Named(trace, "alpha")], step: 1).ShouldBe(1, runtime);

    [Theory]
    [MemberData(nameof(Traces))]
    public void Whole_traces_are_each_an_error(string runtime, string trace)
    {
        Errors([Named(trace, "alpha"), Named(trace, "beta"), Named(trace, "gamma")], step: 1).ShouldBe(3, runtime);
        Errors([Named(trace, "alpha"), Named(trace, "beta")], step: 60_000).ShouldBe(2, runtime);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_trace_in_pieces_is_one_error(string runtime, string trace)
    {
        var whole = Read([Named(trace, "alpha")], step: 1).Occurrences;
        var pieces = Read(Named(trace, "alpha").Split('\n'), step: 1).Occurrences.Where(o => o.Level >= LogLevel.Error);

        pieces.Sum(o => o.Count).ShouldBe(1, runtime);
        pieces.Single().Fingerprint.ShouldBe(whole.Single().Fingerprint, runtime);
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void Two_traces_in_pieces_are_two_errors(string runtime, string trace) =>
        Errors([.. Named(trace, "alpha").Split('\n'), .. Named(trace, "beta").Split('\n')], step: 1)
            .ShouldBe(2, runtime);

    private int Errors(IEnumerable<string> lines, int step) =>
        Read(lines, step).Occurrences.Where(o => o.Level >= LogLevel.Error).Sum(o => o.Count);

    private static string Named(string trace, string name) => Placeholder().Replace(trace, name);

    [GeneratedRegex("#(?!\\d)")]
    private static partial Regex Placeholder();

    private LogBatch Read(IEnumerable<string> lines, int step) => _reader.ReadJson(Encoding.UTF8.GetBytes(
        new JsonObject
        {
            ["logEvents"] = new JsonArray([.. lines.Select((line, i) => new JsonObject
            {
                ["id"] = $"id-{i}", ["timestamp"] = 1_769_850_000_000 + ((long)step * i), ["message"] = line,
            })]),
        }.ToJsonString()));
}
