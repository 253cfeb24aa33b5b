using System.Text;
using Alerting.Logs.Batches;
using CsCheck;

namespace Alerting.Logs.Tests;

/// <summary>A batch is read through a window that may end anywhere.</summary>
public class LogWindowTests
{
    private readonly LogBatchReader _reader = new(LogCases.IsSecretKey);

    [Theory]
    [InlineData(16)]
    [InlineData(61)]
    [InlineData(1_000)]
    [InlineData(4_097)]
    public void Reads_the_same_wherever_the_window_ends(int size)
    {
        var small = WithWindow(size);
        LogClassifierTests.Pieces.Array[0, 12].Sample(
            texts =>
            {
                var json = Encoding.UTF8.GetBytes(LogBatchTests.Json(texts).ToJsonString());
                Shown(small.ReadJson(json)).ShouldBe(Shown(_reader.ReadJson(json)));
            },
            iter: 300,
            threads: 1);
    }

    [Theory]
    [InlineData("""{"logGroup":"g","logEvents":[{"message":"ERROR x"}],"owner":"1","z":[{"a":[1,2]}],"subscriptionFilters":["f",{"g":[]}]}  """)]
    [InlineData("""{"subscriptionFilters":["f"],"logEvents":[],"owner":"1","logGroup":"g","logEvents":[{"message":"ERROR x"}]}""")]
    [InlineData("""{"logEvents":[ ] , "owner":"1","subscriptionFilters":[7,"f"],"logGroup":"g"}""")]
    public void Fields_may_stand_in_any_order_and_be_cut_anywhere(string json)
    {
        for (var size = 8; size < json.Length + 2; size++)
        {
            var batch = WithWindow(size).ReadJson(Encoding.UTF8.GetBytes(json));
            $"{batch.Owner} {batch.LogGroup} {string.Join(' ', batch.SubscriptionFilters)}".ShouldBe("1 g f");
        }
    }

    [Theory]
    [InlineData("""{"logEvents":[{"id":"1","timestamp":5,"message":"ERROR \"a\" \u0041\ud83d\ude00\n"}]}""")]
    [InlineData("""{"logEvents":[{ "timestamp" : 5, "extractedFields":{"message":"y"}, "message" : "ERROR x" , "id" : "1" } ]}""")]
    public void An_event_may_be_cut_anywhere(string json)
    {
        var whole = Shown(_reader.ReadJson(Encoding.UTF8.GetBytes(json)));
        for (var size = 8; size < json.Length + 2; size++)
            Shown(WithWindow(size).ReadJson(Encoding.UTF8.GetBytes(json))).ShouldBe(whole);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(900_000)]
    [InlineData(1_048_576)]
    public void Events_are_read_up_to_the_size_that_CloudWatch_takes(int length)
    {
        var batch = _reader.Read(LogBatchTests.Pack(LogBatchTests.Json(
            ["ERROR a", "ERROR " + new string('\u0002', length), "ERROR b"]).ToJsonString()));

        (batch.Events, batch.Occurrences.Sum(o => o.Count)).ShouldBe((3, 3));
    }

    [Fact]
    public void A_larger_event_is_refused_in_one_sentence() =>
        Should.Throw<LogBatchException>(() => _reader.Read(LogBatchTests.Pack(LogBatchTests.Json(
                ["ERROR " + new string('x', 8 * 1024 * 1024)]).ToJsonString()))).Message
            .ShouldBe("An event of the log batch is larger than 8 MiB, so none of its lines were read.");

    [Fact]
    public void A_reader_is_as_good_as_new_after_a_batch_that_it_could_not_read()
    {
        var good = Encoding.UTF8.GetBytes(LogBatchTests.Json(["ERROR a", "ERROR b"]).ToJsonString());
        var small = WithWindow(32);
        Should.Throw<LogBatchException>(() => small.ReadJson(good[..^20]));

        Shown(small.ReadJson(good)).ShouldBe(Shown(_reader.ReadJson(good)));
    }

    private static LogBatchReader WithWindow(int size) => new(LogCases.IsSecretKey, redact: null, new LogWindow(size));

    private static string Shown(LogBatch batch) => string.Join('\n', batch.Occurrences.Select(o =>
        $"{o.Level} {o.Template} {o.Count} {o.First:O} {o.Last:O} {o.FirstEventId} {o.Exception} {o.Stack} {o.Logger} "
        + string.Join('|', o.Samples)).Append($"{batch.Events} {batch.Rest} {batch.Owner} {batch.LogGroup}"));
}
