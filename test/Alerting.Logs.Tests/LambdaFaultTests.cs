using System.Text;
using System.Text.Json.Nodes;
using Alerting.Logs.Batches;

namespace Alerting.Logs.Tests;

/// <summary>One fault of a Lambda function is one occurrence, however many lines Lambda writes about it.</summary>
public class LambdaFaultTests
{
    private const string Start = "START RequestId: 5c2a1b3d-1111-2222-3333-444455556666 Version: $LATEST";
    private const string End = "END RequestId: 5c2a1b3d-1111-2222-3333-444455556666";
    private const string Report = "REPORT RequestId: 5c2a1b3d-1111-2222-3333-444455556666\tDuration: 1750.26 ms\tBilled " +
        "Duration: 1751 ms\tMemory Size: 128 MB\tMax Memory Used: 30 MB";
    private const string FullReport = "REPORT RequestId: 5c2a1b3d-1111-2222-3333-444455556666\tDuration: 12.00 ms\tBilled " +
        "Duration: 12 ms\tMemory Size: 128 MB\tMax Memory Used: 128 MB\tStatus: error\tError Type: Runtime.OutOfMemory";
    private const string Import = "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named " +
        "'daily'\nTraceback (most recent call last):";
    private const string Exit = "RequestId: 5c2a1b3d-1111-2222-3333-444455556666 Error: Runtime exited with error: exit " +
        "status 1\nRuntime.ExitError";
    private const string Killed = "RequestId: 5c2a1b3d-1111-2222-3333-444455556666 Error: Runtime exited with error: " +
        "signal: killed\nRuntime.ExitError";
    private const string TimedOut = "2026-01-31T10:00:03.000Z 5c2a1b3d-1111-2222-3333-444455556666 Task timed out after " +
        "3.00 seconds";
    private const string InitError = "INIT_REPORT Init Duration: 1670.77 ms\tPhase: init\tStatus: error\tError Type: ";
    private const string InitTimeout = "INIT_REPORT Init Duration: 9999.79 ms\tPhase: init\tStatus: timeout";

    private readonly LogBatchReader _reader = new(LogCases.IsSecretKey);

    public static TheoryData<string, LogLevel, string, string[]> Faults() => new()
    {
        {
            "import error", LogLevel.Error, "Unable to import module",
            [Import, InitError + "Runtime.Unknown", Import, InitError + "Runtime.Unknown", Start, End,
                Report + "\tStatus: error\tError Type: Runtime.Unknown"]
        },
        {
            "exit during the start", LogLevel.Error, "Runtime exited with error: exit status 1",
            [InitError + "Runtime.ExitError", InitError + "Runtime.ExitError", Start, Exit, End,
                Report + "\tStatus: error\tError Type: Runtime.ExitError"]
        },
        {
            "exit", LogLevel.Error, "Runtime exited with error: exit status 1",
            [Start, Exit, End, Report + "\tStatus: error\tError Type: Runtime.ExitError"]
        },
        { "out of memory", LogLevel.Error, "Out of memory: 128 MB of 128 MB used", [Start, Killed, End, FullReport] },
        { "out of memory, report alone", LogLevel.Error, "Out of memory: 128 MB of 128 MB used", [Start, End, FullReport] },
        { "timeout", LogLevel.Error, "Task timed out", [Start, TimedOut, End, Report + "\tStatus: timeout"] },
        {
            "timeout after a slow start", LogLevel.Error, "Task timed out",
            [InitTimeout, Start, TimedOut, End, Report + "\tStatus: timeout"]
        },
        {
            "exception of the handler", LogLevel.Error, "bad card 4",
            [Start, "[ERROR] ValueError: bad card 4\nTraceback (most recent call last):\n  File \"/var/task/app.py\", line " +
                "3, in handler", End, Report + "\tStatus: error\tError Type: ValueError"]
        },
        {
            "Go's panic", LogLevel.Error, "index out of range",
            [Start, "panic: index out of range [3]", "", "goroutine 12 [running]:", "main.run({0x1})", "\t/src/main.go:31 +0x1d",
                End, Report, Exit]
        },
        {
            "Node's uncaught exception", LogLevel.Error, "Uncaught Exception",
            [Start, "2026-01-31T10:00:00.000Z\t5c2a1b3d-1111-2222-3333-444455556666\tERROR\tUncaught Exception \t" +
                "{\"errorType\":\"TypeError\",\"errorMessage\":\"x is not a function\",\"stack\":[\"TypeError: x is not a " +
                "function\",\"    at run (/var/task/index.js:3:5)\"]}", Exit, End,
                Report + "\tStatus: error\tError Type: Runtime.ExitError"]
        },
        {
            "crashed extension", LogLevel.Error, "EXTENSION",
            [Start, "EXTENSION\tName: x\tState: Crashed\tEvents: []\tError Type: Extension.Crash",
                "RequestId: 5c2a1b3d-1111-2222-3333-444455556666 Error: exit code 1\nExtension.Crash", End,
                Report + "\tStatus: error\tError Type: Extension.Crash"]
        },
        { "slow start", LogLevel.Warning, "The function started slowly", [InitTimeout, Start, End, Report] },
        { "failed start alone", LogLevel.Error, "The function failed to start", [InitError + "Runtime.ExitError"] },
        {
            "report alone", LogLevel.Warning, "Invocation failed: Runtime.BadFunctionCode",
            [Start, End, Report + "\tStatus: error\tError Type: Runtime.BadFunctionCode"]
        },
        {
            "timeout in JSON", LogLevel.Error, "Task timed out",
            ["{\"time\":\"2026-01-31T10:00:00Z\",\"type\":\"platform.report\",\"record\":{\"requestId\":\"5c2a\",\"status\":" +
                "\"timeout\",\"metrics\":{\"durationMs\":3000.0,\"memorySizeMB\":128,\"maxMemoryUsedMB\":60}}}"]
        },
        {
            "exit in JSON", LogLevel.Error, "The function failed to start",
            ["{\"time\":\"2026-01-31T10:00:00Z\",\"type\":\"platform.initReport\",\"record\":{\"status\":\"error\",\"phase\":" +
                "\"init\",\"errorType\":\"Runtime.ExitError\",\"metrics\":{\"durationMs\":12}}}",
                "{\"time\":\"2026-01-31T10:00:00Z\",\"type\":\"platform.report\",\"record\":{\"requestId\":\"5c2a\",\"status\":" +
                "\"success\",\"metrics\":{\"durationMs\":12}}}"]
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void One_fault_is_one_occurrence(string fault, LogLevel level, string text, string[] lines)
    {
        var occurrence = Read(lines, LogLevel.Warning).ShouldHaveSingleItem(fault);

        occurrence.Level.ShouldBe(level);
        (occurrence.Headline ?? occurrence.Samples[0].Message).ShouldContain(text);
    }

    [Fact]
    public void The_report_adds_its_figures()
    {
        Read([Start, TimedOut, End, Report + "\tStatus: timeout"], LogLevel.Warning)[0].Report
            .ShouldBe(new LambdaReport("1750.26 ms", "128 MB", "30 MB"));
        Read([Start, Killed, End, FullReport], LogLevel.Warning)[0].Report
            .ShouldBe(new LambdaReport("12.00 ms", "128 MB", "128 MB"));
    }

    [Fact]
    public void A_line_of_the_program_does_not_explain_why_memory_ran_out() =>
        Read([Start, "[ERROR] ValueError: bad card 4", End, FullReport], LogLevel.Warning).Count.ShouldBe(2);

    [Fact]
    public void An_error_that_was_logged_does_not_explain_why_the_process_ended() =>
        Read([Start, "[ERROR] ValueError: bad card 4", Exit, End, Report], LogLevel.Warning).Count.ShouldBe(2);

    [Fact]
    public void A_crash_does_not_explain_the_end_of_the_next_process() =>
        Read([Start, "panic: boom", End, Report, Start, Exit, End, Report], LogLevel.Warning).Count.ShouldBe(2);

    [Fact]
    public void Two_invocations_are_two_faults() =>
        Read([Start, "[ERROR] ValueError: bad card 4", End, Report + "\tStatus: error\tError Type: ValueError", Start, End,
            Report + "\tStatus: error\tError Type: Runtime.BadFunctionCode"], LogLevel.Warning).Count.ShouldBe(2);

    [Fact]
    public void Five_timeouts_count_as_five() =>
        Read(Enumerable.Repeat((string[])[Start, TimedOut, End, Report + "\tStatus: timeout"], 5).SelectMany(x => x),
            LogLevel.Warning).ShouldHaveSingleItem().Count.ShouldBe(5);

    [Theory]
    [InlineData(1, 1, LogLevel.Warning)]
    [InlineData(1, 100, LogLevel.Warning)]
    [InlineData(4, 4, LogLevel.Warning)]
    [InlineData(5, 5, LogLevel.Error)]
    [InlineData(20, 100, LogLevel.Error)]
    [InlineData(9, 100, LogLevel.Warning)]
    public void Failed_requests_are_an_error_by_their_share(int failed, int all, LogLevel level) =>
        Read(Enumerable.Range(0, all).Select(i => "10.0.0.1 - - [31/Jan/2026:10:00:00 +0000] \"GET /orders/17 HTTP/1.1\" " +
            (i < failed ? "502" : "200") + " 12"), LogLevel.Warning).ShouldHaveSingleItem().Level.ShouldBe(level);

    [Fact]
    public void Failed_requests_are_counted_even_if_warnings_are_not_wanted()
    {
        const string line = "10.0.0.1 - - [31/Jan/2026:10:00:00 +0000] \"GET /orders/17 HTTP/1.1\" 502 12";

        Read(Enumerable.Repeat(line, 20), LogLevel.Error).ShouldHaveSingleItem().Reason
            .ShouldBe("HTTP status 5xx in 20 of 20 requests");
        Read([line], LogLevel.Error).ShouldBeEmpty();
    }

    private IReadOnlyList<LogOccurrence> Read(IEnumerable<string> lines, LogLevel minimum) => _reader.ReadJson(
        Encoding.UTF8.GetBytes(new JsonObject
        {
            ["logEvents"] = new JsonArray([.. lines.Select((line, i) => new JsonObject
            {
                ["id"] = $"id-{i}", ["timestamp"] = 1_769_850_000_000 + i, ["message"] = line,
            })]),
        }.ToJsonString()), minimum).Occurrences;
}
