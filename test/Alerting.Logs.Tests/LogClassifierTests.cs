using System.Text;
using CsCheck;

namespace Alerting.Logs.Tests;

public class LogClassifierTests
{
    private readonly LogClassifier _classifier = new(LogCases.IsSecretKey);

    [Theory]
    [MemberData(nameof(LogCases.All), MemberType = typeof(LogCases))]
    public void A_line_has_its_severity_and_template(string line, string severity, string template)
    {
        var classified = Classify(line);

        (classified.Level.ToString().ToLowerInvariant(), classified.Template).ShouldBe((severity, template));
    }

    [Theory]
    [InlineData("2026-01-31 10:00:00 ERROR lost order 17", "log level ERROR")]
    [InlineData("Task timed out after 3.00 seconds", "Lambda: task timed out")]
    [InlineData("connection refused", "no level, but contains 'refused'")]
    [InlineData("all well", "no level and no warning words")]
    [InlineData("panic: out of range", "unhandled exception panic")]
    public void The_reason_names_what_decided_the_severity(string line, string reason) =>
        Classify(line).Reason.ShouldBe(reason);

    [Fact]
    public void The_fingerprint_ignores_the_header()
    {
        var text = Classify("2026-01-31 10:00:00,123 ERROR [main] com.example.Store - lost order 17").Fingerprint;

        Classify("2026-02-01 11:30:10,999 ERROR [worker-9] com.example.Store - lost order 4711").Fingerprint.ShouldBe(
            text);
        Classify("""{"level":"error","msg":"lost order 3"}""").Fingerprint.ShouldBe(text);
        Classify("2026-01-31 10:00:00,123 ERROR [main] com.example.Store - lost parcel 17").Fingerprint.ShouldNotBe(
            text);
    }

    [Fact]
    public void The_fingerprint_is_the_same_on_every_machine() =>
        Classify("Connection to db-1.internal:5432 refused after 3000 ms").Fingerprint.ToString()
            .ShouldBe("73ce327057411578");

    [Fact]
    public void An_exception_is_identified_by_its_type_and_the_programs_own_frames()
    {
        const string stack =
            "System.InvalidOperationException: Order 17 is lost\n   at System.Linq.Enumerable.First()\n   at " +
            "Shop.Store.<>c__DisplayClass3_0.<Load>b__1() in /src/Store.cs:line 12\n   at Shop.Api.Get()";
        var fingerprint = Classify(stack).Fingerprint;

        Classify(stack.Replace("line 12", "line 99").Replace("Class3_0", "Class7_1")
            .Replace("Order 17 is lost", "No such order")).Fingerprint.ShouldBe(fingerprint);
        Classify(stack.Replace("System.Linq.Enumerable.First", "System.Linq.Enumerable.Single")).Fingerprint.ShouldBe(
            fingerprint);
        Classify(stack.Replace("Shop.Api.Get", "Shop.Api.Put")).Fingerprint.ShouldNotBe(fingerprint);
        Classify(stack.Replace("InvalidOperation", "Timeout")).Fingerprint.ShouldNotBe(fingerprint);
    }

    [Theory]
    [InlineData("Traceback (most recent call last):\n  File \"/app/x.one\", line 3, in run\n    y()\nKeyError: 'a'")]
    [InlineData("/app/x.one:3:in `run': boom (RuntimeError)\n\tfrom /app/main.rb:9:in `<main>'")]
    [InlineData("/app/main.rb:3:in `run': boom (RuntimeError)\n\tfrom /app/x.one:3:in `run'")]
    [InlineData("thread 'main' panicked at src/x.one:3:5:\nboom\nnote: run with `RUST_BACKTRACE=1`")]
    [InlineData("thread 'main' panicked at 'boom', src/x.one:3:5")]
    [InlineData("PHP Fatal error:  Uncaught Error: boom in /app/a.php:3\nStack trace:\n#0 /app/x.one(3): run()\n#1 {main}")]
    public void A_function_of_a_script_is_identified_together_with_its_file(string trace)
    {
        var fingerprint = Classify(trace).Fingerprint;

        Classify(trace.Replace("/app/", "/var/task/").Replace("line 3", "line 9").Replace(":3", ":9"))
            .Fingerprint.ShouldBe(fingerprint);
        Classify(trace.Replace("x.one", "z.one")).Fingerprint.ShouldNotBe(fingerprint);
    }

    [Fact]
    public void Any_bytes_are_accepted() =>
        Gen.Byte.Array[0, 300].Sample(bytes => _classifier.Classify(bytes).ShouldNotBeNull(), iter: 20_000, threads: 1);

    [Fact]
    public void Random_log_fragments_are_accepted() =>
        Pieces.Sample(text => Classify(text).ShouldNotBeNull(), iter: 20_000, threads: 1);

    [Fact]
    public void A_million_nested_brackets_do_not_overflow_the_stack()
    {
        var line = "{\"a\":" + new string('[', 500_000) + new string(']', 500_000) + "}";

        Classify(line).Level.ShouldBe(LogLevel.Info);
    }

    /// <summary>Random fragments of all formats, to trip up the hand-written scanners.</summary>
    internal static Gen<string> Pieces { get; } = Gen.OneOf(
        "{", "}", "[", "]", "\"", "'", "<", ">", "(", ")", " ", "  ", "\n", "\t", ":", "=", ",", ".", "..", "-", "/",
        "\\", "@", "#", "|", "*", "***",
        "ERROR", "error:", "Info", "W", "2026-01-31", "10:00:00.123", "Jan 31", "Sat", "1769850000", "user", "for",
        "invalid", "password", "alice", "root",
        "level", "msg", "\"level\":\"error\"", "\"message\":", "null", "17", "3 KB", "0x1f", "ffffffff", "10.0.0.1",
        "fe80::1", "a.b.C", "x@y.z", "GET /x HTTP/1.1",
        "/var/log/x", "C:\\x", "http://h/x", "   at A.B.C()", "Traceback (most recent call last):",
        "File \"x\", line 1, in f", "System.Exception: x", "class", "node-",
        "START RequestId: ", "REPORT RequestId: ", "Status: error", "é", "\u001b[31m", "<34>1 ", "E0131 ", "ms", "()",
        "[]", "AH00898:", "{\"errorType\":",
        "npm ERR! ", "{\"log\":\"{\\\"level\\\":", "PHP Warning:  ", "1:M 31 Jan 2026 10:00:00.123 # ", " UTC:[",
        "]:ERROR:", "+ Exception Group Traceback (most recent call last):", "  | ",
        "from ", " to ", "NEW", "Set(", "CMD ", "bytes ", "(4 KB)", "[fe80::1]:443", " :: ", "opt-in: False",
        "START: ftp pid=", "invalid user ",
        "terminate called ", "what(): ", "db_password: ", "\\u001b[31m", "{\"t\":{\"$date\":\"x\"},\"s\":\"E\"",
        "\"body\":{", "\"message\":{", "a.ERROR: ", "ERROR/Main] ", "err=\"", "thread 'main' panicked at '").Array[0,
            14]
        .Select(string.Concat);

    private ClassifiedLine Classify(string line) => _classifier.Classify(Encoding.UTF8.GetBytes(line));
}
