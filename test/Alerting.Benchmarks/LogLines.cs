using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Alerting.Benchmarks;

/// <summary>Generates log batches like those of functions and containers: half JSON, half text.</summary>
internal static class LogLines
{
    private static readonly string[] Hosts = ["db-1.internal", "cache-7.internal", "api.example.com", "10.0.3.17"];

    /// <summary>The payload of a subscription: base64 of gzipped JSON.</summary>
    public static byte[] Batch(IEnumerable<string> lines, out byte[] json)
    {
        using var buffer = new MemoryStream();
        using (var writer =
            new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("messageType", "DATA_MESSAGE");
            writer.WriteString("owner", "123456789012");
            writer.WriteString("logGroup", "/aws/lambda/orders");
            writer.WriteString("logStream", "2026/01/31/[$LATEST]0123456789abcdef0123456789abcdef");
            writer.WriteStartArray("subscriptionFilters");
            writer.WriteStringValue("alerting");
            writer.WriteEndArray();
            writer.WriteStartArray("logEvents");
            var id = 0L;
            foreach (var line in lines)
            {
                writer.WriteStartObject();
                writer.WriteString("id", (37_500_000_000_000_000_000m + id).ToString(
                    "00000000000000000000000000000000000000000000000000000000", CultureInfo.InvariantCulture));
                writer.WriteNumber("timestamp", 1_769_850_000_000 + (id++ * 7));
                writer.WriteString("message", line);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        json = buffer.ToArray();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(json);
        }

        return Encoding.ASCII.GetBytes(Convert.ToBase64String(packed.ToArray()));
    }

    public static IEnumerable<string> Realistic(int count)
    {
        var random = new Random(17);
        for (var i = 0; i < count; i++)
        {
            yield return Line(i, random);
        }
    }

    private static string Line(int i, Random random)
    {
        var time = $"2026-01-31T{i / 3600 % 24:00}:{i / 60 % 60:00}:{i % 60:00}.{random.Next(1000):000}Z";
        var id = new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, (byte)random.Next(256));
        var host = Hosts[random.Next(Hosts.Length)];
        return (i % 10) switch
        {
            0 => $$"""{"time":"{{time}}","level":"INFO","msg":"request done","path":"/orders/{{i}}","ms":{{random.Next(900)}}}""",
            1 => $$"""{"timestamp":"{{time}}","level":"ERROR","message":"Connection to {{host}}:5432 refused after {{random.Next(5000)}} ms","requestId":"{{id}}"}""",
            2 => $$"""{"@t":"{{time}}","@mt":"Order {Id} paid","@m":"Order {{i}} paid","Id":{{i}}}""",
            3 => $$"""{"level":30,"time":{{1_769_850_000_000 + i}},"pid":8,"hostname":"ip-10-0-0-1","msg":"user {{i}} logged in"}""",
            4 => $$"""{"level":"WARNING","location":"handler:12","message":"retry {{random.Next(5)}} of 5","service":"payment"}""",
            5 => $"{time}\t{id}\tINFO\tfetched {random.Next(100)} rows from {host}",
            6 => $"{time[..10]} {time[11..19]},123 WARN  [main] com.example.orders.Store - slow query took " +
                $"{random.Next(9000)} ms on {host}",
            7 => $"START RequestId: {id} Version: $LATEST",
            8 => $"time={time} level=info msg=\"cache miss\" key=order:{i} ms={random.Next(9)}",
            _ => $"10.0.{random.Next(255)}.{random.Next(255)} - - [31/Jan/2026:10:00:{i % 60:00} +0000] \"GET " +
                $"/orders/{i} HTTP/1.1\" {(i % 97 == 0 ? 502 : 200)} {random.Next(9000)}",
        };
    }
}
