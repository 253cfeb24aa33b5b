using System.Text;
using System.Text.Json.Nodes;
using Alerting.Logs.Batches;

namespace Alerting.Logs.Tests;

/// <summary>Traces of each runtime, whole in one event and in pieces of one line each: none swallows the next.</summary>
public class TraceJoinTests
{
    private readonly LogBatchReader _reader = new(LogCases.IsSecretKey);

    /// <summary>A runtime, and a trace in which <c>#</c> tells one fault from another.</summary>
    public static TheoryData<string, string> Traces() => new()
    {
        { "Python", "Traceback (most recent call last):\n  File \"/app/#.py\", line 3, in #\n    x()\nValueError: #" },
        { "Python, any name", "Traceback (most recent call last):\n  File \"/app/#.py\", line 3, in #\n    x()\nshop.errors.OutOfStock: #" },
        { "Python, lower case", "Traceback (most recent call last):\n  File \"/app/#.py\", line 3, in #\n    x()\nsocket.timeout: timed out" },
        { "Python, without a message", "Traceback (most recent call last):\n  File \"/app/#.py\", line 3, in #\n    x()\nAssertionError" },
        {
            "Python, chained",
            "Traceback (most recent call last):\n  File \"/app/#.py\", line 3, in #\n    x()\nKeyError: 'k'\n\n" +
            "During handling of the above exception, another exception occurred:\n\nTraceback (most recent call last):\n" +
            "  File \"/app/b.py\", line 9, in run#\n    y()\nValueError: #"
        },
        {
            "Python, cause",
            "Traceback (most recent call last):\n  File \"/app/#.py\", line 3, in #\n    x()\nKeyError: 'k'\n\n" +
            "The above exception was the direct cause of the following exception:\n\nTraceback (most recent call last):\n" +
            "  File \"/app/b.py\", line 9, in run#\n    y()\nValueError: #"
        },
        {
            "Python, group",
            "  + Exception Group Traceback (most recent call last):\n  |   File \"/app/#.py\", line 3, in #\n  |     x()\n" +
            "  | ExceptionGroup: # (1 sub-exception)\n  +-+---------------- 1 ----------------\n" +
            "    | Traceback (most recent call last):\n    |   File \"/app/y.py\", line 4, in #\n    | ValueError: #\n" +
            "    +------------------------------------"
        },
        { "Java", "java.lang.IllegalStateException: #\n\tat com.example.A.#(A.java:10)\nCaused by: java.io.IOException: disk\n\t... 3 more" },
        { "Java, uncaught", "Exception in thread \"main\" java.lang.IllegalStateException: #\n\tat com.example.A.#(A.java:10)" },
        { ".NET", "System.InvalidOperationException: #\n ---> System.TimeoutException: slow\n   at Shop.Store.#()\n   --- End of inner exception stack trace ---\n   at Shop.Api.#()" },
        { ".NET, uncaught", "Unhandled exception. System.InvalidOperationException: #\n   at Shop.Store.#()" },
        { "Node", "TypeError: # is not a function\n    at # (/app/pay.js:3:7)\n    at node:internal/process/task_queues:95:5" },
        { "Node, with fields", "Error: #\n    at # (/app/pay.js:3:7) {\n  code: 'E#',\n  [cause]: Error: x\n      at y (/app/z.js:1:1)\n}" },
        { "Go", "panic: #\n\ngoroutine 1 [running]:\nmain.#(0x1)\n\t/app/main.go:12 +0x1d\nmain.main()\n\t/app/main.go:5 +0x1d" },
        { "Go, recovered", "http: panic serving 10.0.0.1:5: #\ngoroutine 7 [running]:\nnet/http.(*conn).serve.func1()\n\t/usr/local/go/src/net/http/server.go:1868 +0xb9\npanic({0x1, 0x2})\n\t/usr/local/go/src/runtime/panic.go:920 +0x270\nmain.#(0x1)\n\t/app/main.go:3 +0x1" },
        { "Go, signal", "panic: runtime error: # nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1]\n\ngoroutine 1 [running]:\nmain.#(0x0)\n\t/app/main.go:12 +0x1" },
        { "Ruby", "/app/pay.rb:12:in `#': # (ArgumentError)\n\tfrom /app/#.rb:3:in `<main>'" },
        { "Rust", "thread 'main' panicked at src/#.rs:2:5:\nboom #\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace" },
        { "PHP", "PHP Fatal error:  Uncaught RuntimeException: # in /app/pay.php:12\nStack trace:\n#0 /app/index.php(3): pay#()" },
        { "C++", "terminate called after throwing an instance of 'std::#_error'\n  what():  boom #" },
        { ".NET console", "fail: Shop.#[0]\n      Lost order\n      System.TimeoutException: no answer\n         at Shop.Store.#()" },
    };

    [Theory]
    [MemberData(nameof(Traces))]
    public void Whole_traces_one_event_each_are_each_an_error(string runtime, string trace)
    {
        foreach (var step in (int[])[0, 1, 400, 60_000])
        {
            Read([Named(trace, "alpha"), Named(trace, "beta"), Named(trace, "gamma")], step)
                .Occurrences.Sum(o => o.Count).ShouldBe(3, $"{runtime}, {step} ms apart");
        }
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void Five_equal_traces_count_as_five(string runtime, string trace) =>
        Read(Enumerable.Repeat(Named(trace, "alpha"), 5), step: 1)
            .Occurrences.ShouldHaveSingleItem(runtime).Count.ShouldBe(5);

    [Theory]
    [MemberData(nameof(Traces))]
    public void Traces_in_pieces_are_each_one_error(string runtime, string trace)
    {
        var errors = Read([.. Named(trace, "alpha").Split('\n'), .. Named(trace, "beta").Split('\n')], step: 1).Occurrences
            .Where(o => o.Level >= LogLevel.Error).ToList();

        errors.Sum(o => o.Count).ShouldBe(2, runtime);
        errors.ShouldAllBe(o => o.Stack != null || runtime.StartsWith("Rust"));
    }

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_trace_in_pieces_has_the_fingerprint_of_the_whole(string runtime, string trace) =>
        Read(Named(trace, "alpha").Split('\n'), step: 1).Occurrences[0].Fingerprint
            .ShouldBe(Read([Named(trace, "alpha")], step: 1).Occurrences[0].Fingerprint, runtime);

    [Fact]
    public void What_comes_a_while_later_does_not_continue_a_trace() =>
        Read(["java.lang.IllegalStateException: bad", "\tat com.example.A.run(A.java:10)", "  indented, much later"],
            step: 4000).Occurrences.Sum(o => o.Count).ShouldBe(3);

    [Fact]
    public void An_ordinary_line_of_a_name_and_a_colon_does_not_join_a_trace() =>
        Read(["java.lang.IllegalStateException: bad", "\tat com.example.A.run(A.java:10)", "Server: ready"], step: 1)
            .Occurrences.Sum(o => o.Count).ShouldBe(2);

    [Fact]
    public void Two_Rails_blocks_at_once_are_two()
    {
        string[] block = ["  ", "ActiveRecord::RecordNotFound (no order 5):", "  ", "app/models/order.rb:3:in `find'"];
        Read(block.Concat(block).Select(line => "F, [2026-01-31T10:00:00.123456 #1] FATAL -- : [79b4] " + line), step: 0)
            .Occurrences.ShouldHaveSingleItem().Count.ShouldBe(2);
    }

    private static string Named(string trace, string name) =>
        trace.Replace("#0", "%0", StringComparison.Ordinal).Replace("#", name, StringComparison.Ordinal)
            .Replace("%0", "#0", StringComparison.Ordinal);

    private LogBatch Read(IEnumerable<string> lines, int step) => _reader.ReadJson(Encoding.UTF8.GetBytes(
        new JsonObject
        {
            ["logEvents"] = new JsonArray([.. lines.Select((line, i) => new JsonObject
            {
                ["id"] = $"id-{i}", ["timestamp"] = 1_769_850_000_000 + ((long)step * i), ["message"] = line,
            })]),
        }.ToJsonString()));
}
