using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Alerting.Logs.Batches;
using CsCheck;

namespace Alerting.Logs.Tests;

public class LogBatchTests
{
    private readonly LogBatchReader _reader = new(LogCases.IsSecretKey);

    [Fact]
    public void Equal_lines_are_one_occurrence_with_count_times_and_samples()
    {
        var batch = Read(Enumerable.Range(1, 10).Select(i => $"ERROR lost order {i}"));

        var occurrence = batch.Occurrences.ShouldHaveSingleItem();
        occurrence.Count.ShouldBe(10);
        occurrence.Template.ShouldBe("lost order <*>");
        occurrence.Reason.ShouldBe("log level ERROR");
        occurrence.First.ToUnixTimeMilliseconds().ShouldBe(1_769_850_000_000);
        occurrence.Last.ToUnixTimeMilliseconds().ShouldBe(1_769_850_009_000);
        occurrence.FirstEventId.ShouldBe("id-0");
        occurrence.Samples.Select(s => s.Message).ShouldBe(["lost order 1", "lost order 2", "lost order 3"]);
        (batch.Owner, batch.LogGroup, batch.LogStream, batch.Events).ShouldBe(
            ("123456789012", "/aws/lambda/orders", "s", 10));
        batch.SubscriptionFilters.ShouldBe(["alerting"]);
    }

    [Fact]
    public void Identical_lines_are_sampled_once() =>
        Read(["ERROR x", "ERROR x", "ERROR x"]).Occurrences.ShouldHaveSingleItem().Samples.Count.ShouldBe(1);

    [Fact]
    public void The_same_text_at_two_severities_is_two_occurrences() =>
        Read(["INFO disk full", "ERROR disk full"]).Occurrences.Select(o => o.Level)
            .ShouldBe([LogLevel.Error, LogLevel.Info]);

    [Fact]
    public void Lines_below_the_minimum_are_counted()
    {
        var batch = Read(["INFO a", "WARN b", "ERROR c", "DEBUG d"], LogLevel.Warning);

        batch.Occurrences.Select(o => o.Template).ShouldBe(["c", "b"]);
        batch.Rest.ShouldBe(new LevelCounts(0, 0, 0, 2));
    }

    [Fact]
    public void At_most_fifty_kinds_are_kept_and_the_most_severe_of_them()
    {
        var lines = Enumerable.Range(0, 80)
            .Select(i => "WARN kind " + new string((char)('a' + (i % 26)), 1 + (i / 26)));
        var batch = Read([.. lines, "ERROR the one that counts"]);

        batch.Occurrences.Count.ShouldBe(50);
        batch.Occurrences[0].Template.ShouldBe("the one that counts");
        batch.Rest.ShouldBe(new LevelCounts(0, 0, 31, 0));
        (batch.Occurrences.Sum(o => o.Count) + batch.Rest.Total).ShouldBe(81);
    }

    [Fact]
    public void A_stack_trace_logged_line_by_line_is_one_occurrence()
    {
        var batch = Read(
        [
            "INFO ready", "Exception in thread \"main\" java.lang.IllegalStateException: Order 17 is lost",
            "\tat java.util.Objects.check(Objects.java:1)",
            "\tat com.example.Store.load(Store.java:12)", "Caused by: java.io.IOException: disk", "\t... 12 more",
            "INFO done",
        ]);

        batch.Occurrences.Select(o => (o.Template, o.Count))
            .ShouldBe([("java.lang.IllegalStateException: Order <*> is lost", 1), ("ready", 1), ("done", 1)]);
        batch.Occurrences[0].Exception.ShouldBe("java.lang.IllegalStateException");
        batch.Occurrences[0].Stack.ShouldNotBeNull().ShouldStartWith("\tat com.example.Store.load(Store.java:12)");
        batch.Events.ShouldBe(7);
    }

    [Fact]
    public void A_Python_traceback_ends_with_the_line_that_names_the_exception()
    {
        var batch = Read(
            ["INFO ready", "Traceback (most recent call last):", "  File \"/app/pay.py\", line 12, in charge",
                "    raise ValueError(1)", "ValueError: bad card 4", "INFO done"]);

        batch.Occurrences.Select(o => (o.Level, o.Template)).ShouldBe(
            [(LogLevel.Error, "ValueError: bad card <*>"), (LogLevel.Info, "ready"), (LogLevel.Info, "done")]);
    }

    [Fact]
    public void A_Go_panic_is_one_occurrence()
    {
        var batch = Read(["panic: out of range [5]", "", "goroutine 1 [running]:", "main.load(0x1)",
            "\t/app/main.go:12 +0x1d", "exit status 2"]);

        batch.Occurrences[0].Template.ShouldBe("panic: out of range [<*>]");
        batch.Occurrences.Count.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public void A_Go_nil_pointer_panic_is_identified_by_its_function()
    {
        static string[] Panic(string function) =>
        [
            "panic: runtime error: invalid memory address or nil pointer dereference",
            "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4]",
            "", "goroutine 1 [running]:", $"main.{function}(0x0)", "\t/app/main.go:12 +0x1", "main.main()",
            "\t/app/main.go:5 +0x1d",
        ];
        var one = Read(Panic("load")).Occurrences.ShouldHaveSingleItem().Fingerprint;

        Read([string.Join('\n', Panic("load"))]).Occurrences.ShouldHaveSingleItem().Fingerprint.ShouldBe(one);
        Read(Panic("save")).Occurrences.ShouldHaveSingleItem().Fingerprint.ShouldNotBe(one);
    }

    [Fact]
    public void The_source_line_that_Node_prints_above_an_exception_belongs_to_it() =>
        Read(["/app/a.js:3", "    throw new Error('boom')", "    ^", "", "Error: boom", "    at f (/app/a.js:3:9)", "",
            "Node.js v24.1.0"], step: 0).Occurrences
            .Select(o => (o.Level, o.Template)).ShouldBe([(LogLevel.Error, "Error: boom")]);

    [Fact]
    public void A_function_that_ran_out_of_memory_is_one_kind() =>
        Read(
        [
            "START RequestId: 79b4f56e-95b1-4643-9700-2807f4e68189 Version: $LATEST",
            "RequestId: 79b4f56e-95b1-4643-9700-2807f4e68189 Error: Runtime exited with error: signal: " +
            "killed\nRuntime.ExitError",
            "END RequestId: 79b4f56e-95b1-4643-9700-2807f4e68189",
            "REPORT RequestId: 79b4f56e-95b1-4643-9700-2807f4e68189\tDuration: 3.00 ms\tBilled Duration: 4 " +
            "ms\tMemory Size: 128 MB\tMax Memory Used: 128 MB\tStatus: error\tError Type: Runtime.OutOfMemory",
        ], LogLevel.Warning).Occurrences.ShouldHaveSingleItem().Count.ShouldBe(1);

    [Fact]
    public void A_trace_shipped_a_moment_after_its_log_line_joins_it() =>
        Read(["2026-01-31 10:00:00,123 ERROR [main] com.example.Store - boom", "java.lang.IllegalStateException: bad",
            "\tat com.example.Store.load(Store.java:12)"], step: 200)
            .Occurrences.ShouldHaveSingleItem().Template.ShouldBe("boom: java.lang.IllegalStateException: bad");

    [Fact]
    public void A_Rails_error_block_is_one_occurrence()
    {
        const string header = "F, [2026-01-31T10:00:00.123456 #1] FATAL -- : [79b4f56e-95b1-4643-9700-2807f4e68189] ";
        var occurrence = Read([header + "  ", header + "ActiveRecord::RecordNotFound (no order 5):", header + "  ",
            header + "app/models/order.rb:3:in `find'"], step: 0)
            .Occurrences.ShouldHaveSingleItem();

        (occurrence.Level, occurrence.Count, occurrence.Template).ShouldBe(
            (LogLevel.Critical, 1, "ActiveRecord::RecordNotFound: no order <*>"));
        occurrence.Stack.ShouldNotBeNull().ShouldContain("app/models/order.rb:3:in `find'");
    }

    [Fact]
    public void An_exception_does_not_join_an_info_line() =>
        Read(["INFO ready", "java.io.IOException: disk", "\tat com.example.Store.load(Store.java:12)"]).Occurrences
            .Select(o => (o.Level, o.Template))
            .ShouldBe([(LogLevel.Error, "java.io.IOException: disk"), (LogLevel.Info, "ready")]);

    [Theory]
    [InlineData("{\"log\":\"", "\\n\",\"stream\":\"stderr\"}")]
    [InlineData("2024-03-01T10:15:22.123456789Z stderr F ", "")]
    [InlineData("Mar  1 10:15:22 web1 app[12]: ", "")]
    [InlineData("<11>Mar  1 10:15:22 web1 app[12]: ", "")]
    [InlineData("2024-03-01T10:15:22+00:00 web1 app[12]: ", "")]
    [InlineData("{\"log\": \"", "\\n\", \"stream\": \"stderr\"}")]
    [InlineData("{\"container_id\":\"4d3c\",\"container_name\":\"shop\",\"source\":\"stderr\",\"log\":\"", "\\n\"}")]
    public void Traces_that_are_wrapped_line_by_line_are_joined(string before, string behind)
    {
        string[] lines = ["java.lang.NullPointerException: bad", "  at com.x.A.bar(A.java:12)",
            "java.lang.NullPointerException: bad", "  at com.x.B.bar(B.java:12)"];
        var batch = Read(lines.Select(l => before + l + behind));

        batch.Occurrences.Select(o => o.Stack).ShouldBe(["  at com.x.A.bar(A.java:12)", "  at com.x.B.bar(B.java:12)"]);
        batch.Occurrences.Select(o => o.Exception).Distinct().ShouldBe(["java.lang.NullPointerException"]);
    }

    [Theory]
    [InlineData("{\"log\":\"", "\\n\",\"stream\":\"stderr\"}")]
    [InlineData("2024-03-01T10:15:22.1Z stderr F ", "")]
    [InlineData("Mar  1 10:15:22 web1 app[12]: ", "")]
    public void Tracebacks_that_are_wrapped_line_by_line_are_two_errors(string before, string behind)
    {
        string[] lines = [.. new[] { ("a", "KeyError: 'x'"), ("b", "ValueError: y") }.SelectMany(trace => (string[])
            ["Traceback (most recent call last):", $"  File \\\"/app/{trace.Item1}.py\\\", line 3, in {trace.Item1}",
                "    return d[k]", trace.Item2])];
        if (behind.Length == 0)
            lines = [.. lines.Select(line => line.Replace("\\", "", StringComparison.Ordinal))];

        Read(lines.Select(line => before + line + behind)).Occurrences.Select(o => o.Exception)
            .ShouldBe(["KeyError", "ValueError"]);
    }

    [Fact]
    public void A_line_from_another_process_does_not_join_a_wrapped_trace() =>
        Read(["Mar  1 10:15:22 web1 app[12]: java.lang.Exception: bad",
            "Mar  1 10:15:22 web1 cron[9]:   at com.x.A.bar(A.java:12)"]).Occurrences.Count.ShouldBe(2);

    [Fact]
    public void Joining_never_loses_an_event() =>
        LogClassifierTests.Pieces.Array[0, 12].Sample(
            lines =>
            {
                var batch = Read(lines);
                batch.Events.ShouldBe(lines.Length);
                (batch.Occurrences.Sum(o => o.Count) + batch.Rest.Total).ShouldBeLessThanOrEqualTo(lines.Length);
            },
            iter: 2_000,
            threads: 1);

    [Fact]
    public void A_control_message_has_no_occurrences()
    {
        var batch = _reader.Read(
            Pack("""{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"","subscriptionFilters":[],"logEvents":[{"id":"","timestamp":1,"message":"CWL CONTROL MESSAGE: Checking health of destination Lambda."}]}"""));

        batch.IsControl.ShouldBeTrue();
        batch.Occurrences.ShouldBeEmpty();
    }

    [Fact]
    public void Unknown_fields_are_skipped() =>
        _reader.Read(
            Pack("""{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","policyLevel":"ACCOUNT_LEVEL_POLICY","x":{"y":[1]},"logEvents":[{"extractedFields":{"a":"b"},"id":"1","timestamp":1,"message":"ERROR x"}]}"""))
            .Occurrences.ShouldHaveSingleItem().Template.ShouldBe("x");

    [Theory]
    [InlineData("""{"id":"1","timestamp":5,"message":"ERROR \"a\" \u0041\ud83d\ude00\n"}""", "ERROR \"a\" A😀\n")]
    [InlineData("""{"id":"1","timestamp":5,"message":"ERROR \ud83d x\/\t"}""", "ERROR \ufffd x/\t")]
    [InlineData("""{ "timestamp" : 5, "message" : "ERROR \"x\"", "id" : "1" }""", "ERROR \"x\"")]
    [InlineData("""{"id":"1","timestamp":5,"message":"ERROR x","extractedFields":{"message":"y"}}""", "ERROR x")]
    public void Events_are_read_in_any_JSON_form(string json, string text)
    {
        var batch = _reader.ReadJson(Encoding.UTF8.GetBytes($$"""{"logEvents":[{{json}},{{json}}],"logGroup":"g"}"""));

        var sample = batch.Occurrences.ShouldHaveSingleItem().Samples.ShouldHaveSingleItem();
        (batch.Events, batch.LogGroup, sample.Text, sample.EventId, sample.Time.ToUnixTimeMilliseconds()).ShouldBe(
            (2, "g", text, "1", 5));
    }

    [Fact]
    public void The_scanner_unescapes_like_the_JSON_library() =>
        Gen.String[Gen.Char['\u0001', '\ud7ff'], 1, 200].Sample(
            text => Read(["ERROR x" + text]).Occurrences.Single().Samples[0].Text.ShouldBe("ERROR x" + text),
            iter: 2_000,
            threads: 1);

    [Fact]
    public void A_decompression_bomb_is_rejected_with_a_clear_error()
    {
        var bomb = Pack(new string(' ', 3 * 1024 * 1024));

        Should.Throw<LogBatchException>(() => _reader.Read(bomb, maxBytes: 1024 * 1024)).Message
            .ShouldBe("The log batch is larger than 1 MiB when unpacked and was not read.");
    }

    [Theory]
    [InlineData("no base64!", "The data of the log event is not base64.")]
    [InlineData("AAAA", "The data of the log event is not gzip.")]
    public void Broken_data_is_rejected_with_a_clear_error(string data, string message) =>
        Should.Throw<LogBatchException>(() => _reader.Read(data)).Message.ShouldBe(message);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    public void Truncated_data_is_reported_as_truncated(int parts)
    {
        var whole = Convert.FromBase64String(Encoding.ASCII.GetString(
            Pack(Json(Enumerable.Range(0, 500).Select(i => $"ERROR lost order {i * 7919}")).ToJsonString())));
        var cut = Convert.ToBase64String(whole[..(whole.Length * (parts - 1) / parts)]);

        Should.Throw<LogBatchException>(() => _reader.Read(cut)).Message
            .ShouldMatch(
                "^The data of the log event is truncated or damaged gzip. Only [0-9]+ bytes could be unpacked, so " +
                "none of its lines were read.$");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"logEvents\":7}")]
    [InlineData("{\"logEvents\":[{\"message\":\"x\"")]
    public void Broken_JSON_is_rejected_with_a_clear_error(string json) =>
        Should.Throw<LogBatchException>(() => _reader.Read(Pack(json))).Message.ShouldBe(
            "The data of the log event is not JSON from a log subscription.");

    [Fact]
    public void Damaged_payloads_throw_only_LogBatchException()
    {
        var good = Pack(Json(["ERROR lost order 17", "WARN y"]).ToJsonString());
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Sample(
            (at, value) =>
            {
                var damaged = good.ToArray();
                damaged[at] = value;
                try
                {
                    _reader.Read(damaged);
                }
                catch (LogBatchException)
                {
                }
            },
            iter: 3_000,
            threads: 1);
    }

    private LogBatch Read(IEnumerable<string> lines, LogLevel minimum = LogLevel.Info, int step = 1000) =>
        _reader.ReadJson(Encoding.UTF8.GetBytes(Json(lines, step).ToJsonString()), minimum);

    internal static JsonObject Json(IEnumerable<string> lines, int step = 1000) => new()
    {
        ["messageType"] = "DATA_MESSAGE", ["owner"] = "123456789012", ["logGroup"] = "/aws/lambda/orders",
        ["logStream"] = "s",
        ["subscriptionFilters"] = new JsonArray("alerting"),
        ["logEvents"] = new JsonArray([.. lines.Select((line, i) => new JsonObject
        {
            ["id"] = $"id-{i}", ["timestamp"] = 1_769_850_000_000 + ((long)step * i), ["message"] = line,
        })]),
    };

    internal static byte[] Pack(string json)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(json));
        }

        return Encoding.ASCII.GetBytes(Convert.ToBase64String(packed.ToArray()));
    }
}
