using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alerting.Fakes;

namespace Alerting.TestKit;

/// <summary>
/// DynamoDB and SQS for the tick, over http: an index of due groups, which stay due, and a queue that notes when each was
/// woken first. Each call takes as long as in a region.
/// </summary>
public sealed class DueGroupsServer : HttpServer
{
    /// <summary>The value of every parameter.</summary>
    public const string Secret = "correct-horse-battery-staple";

    private readonly TimeSpan _latency;
    private readonly Dictionary<string, Group[]> _shards;
    private readonly ConcurrentDictionary<string, double> _woken = new();

    public DueGroupsServer(int groups, int critical, DateTimeOffset now, TimeSpan latency) =>
        (_latency, _shards) = (latency, Enumerable.Range(0, groups).Select(i => Of(i, i < critical, now)).GroupBy(group => group.Shard)
            .ToDictionary(shard => shard.Key, shard => shard.OrderBy(group => group.DueAt).ToArray()));

    /// <summary>Seconds that count as the time of a call.</summary>
    public Func<double> Clock { get; set; } = () => 0;

    /// <summary>When each group was woken first, by its key.</summary>
    public IReadOnlyDictionary<string, double> Woken => _woken;

    public int Sends { get; private set; }

    /// <summary>In milliseconds: some time of the last minute.</summary>
    public static long DueTime(int group, DateTimeOffset now) =>
        now.ToUnixTimeMilliseconds() - (group * 7919L % 60_000);

    protected override async Task<HttpReply> AnswerAsync(RecordedRequest request)
    {
        var target = request.Headers.GetValueOrDefault("X-Amz-Target", "");
        if (target.Length == 0)
            return HttpReply.Text(200, "healthy", "text/plain");
        await Task.Delay(_latency, Stopping);
        using var body = JsonDocument.Parse(request.BodyBytes);
        var text = target.EndsWith(".Query", StringComparison.Ordinal) ? Page(body.RootElement)
            : target.EndsWith(".SendMessageBatch", StringComparison.Ordinal) ? Sent(body.RootElement)
            : target.EndsWith(".GetParameter", StringComparison.Ordinal)
                ? $$$"""{"Parameter":{"Name":"/p","Type":"SecureString","Value":"{{{Secret}}}"}}""" : "{}";
        return HttpReply.Text(200, text, "application/x-amz-json-1.0");
    }

    private static Group Of(int i, bool isCritical, DateTimeOffset now)
    {
        var shard = isCritical ? $"due#critical#{i % 4}" : $"due#{i % 8}";
        return new Group(shard, DueTime(i, now), $"pages/account=123456789012,region=eu-west-1,name=orders-api errors {i}");
    }

    private string Page(JsonElement query)
    {
        var shard = query.GetProperty("ExpressionAttributeValues").GetProperty(":s").GetProperty("S").GetString()!;
        var all = _shards.GetValueOrDefault(shard, []);
        var from = query.TryGetProperty("ExclusiveStartKey", out var last) && last.ValueKind == JsonValueKind.Object
            ? Array.FindIndex(all, group => group.Partition == last.GetProperty("pk").GetProperty("S").GetString()) + 1
            : 0;
        var limit = query.TryGetProperty("Limit", out var most) && most.ValueKind == JsonValueKind.Number
            ? most.GetInt32() : 2_500;
        var page = all.AsSpan(from, Math.Min(limit, all.Length - from));
        var json = new StringBuilder("{\"Items\":[");
        foreach (var group in page)
            json.Append(json[^1] == '[' ? "" : ",").Append(Item(group, isWhole: true));
        json.Append(CultureInfo.InvariantCulture, $"],\"Count\":{page.Length},\"ScannedCount\":{page.Length}");
        if (from + page.Length < all.Length)
            json.Append(",\"LastEvaluatedKey\":").Append(Item(page[^1], isWhole: false));
        return json.Append('}').ToString();
    }

    private static string Item(Group group, bool isWhole) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"pk":{"S":"{{{group.Partition}}}"},"sk":{"S":"state"},"dueShard":{"S":"{{{group.Shard}}}"},"dueAt":{"N":"{{{group.DueAt}}}"}""")
        + (isWhole ? $$$""","key":{"S":"{{{group.Key}}}"},"route":{"S":"pages"}}""" : "}");

    private string Sent(JsonElement batch)
    {
        var (at, ids) = (Clock(), new List<string>());
        foreach (var entry in batch.GetProperty("Entries").EnumerateArray())
        {
            var text = entry.GetProperty("MessageBody").GetString()!;
            using var message = JsonDocument.Parse(text);
            _woken.TryAdd(message.RootElement.GetProperty("to").GetProperty("key").GetString()!, at);
            ids.Add($$"""{"Id":"{{entry.GetProperty("Id").GetString()}}","MessageId":"m","MD5OfMessageBody":"{{Md5(text)}}"}""");
        }
        Sends++;
        return $$"""{"Successful":[{{string.Join(',', ids)}}],"Failed":[]}""";
    }

    // The protocol's own checksum.
#pragma warning disable CA5351
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private sealed record Group(string Shard, long DueAt, string Key)
    {
        public string Partition { get; } = "group#" + Key;
    }
}
