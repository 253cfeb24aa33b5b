using System.Buffers.Text;
using System.IO.Compression;
using System.Text.Json;
using Alerting.Logs;
using Alerting.Logs.Batches;
using Alerting.Sources.Logs;
using BenchmarkDotNet.Attributes;

namespace Alerting.Benchmarks;

/// <summary>
/// A whole subscription batch, compared with the floor: only unpacking it and reading its JSON tokens.
/// </summary>
/// <remarks><c>dotnet run -c Release --project test/Alerting.Benchmarks -- --filter '*LogBenchmarks*' --job
/// short</c></remarks>
[MemoryDiagnoser]
public class LogBenchmarks
{
    private const int Lines = 10_000;

    private readonly LogBatchReader _reader = new(SecretLogKeys.IsSecret);
    private readonly LogClassifier _classifier = new(SecretLogKeys.IsSecret);
    private readonly byte[] _unpacked = new byte[8 * 1024 * 1024];
    private byte[] _payload = [];
    private byte[] _json = [];

    public double Megabytes => _json.Length / 1e6;

    [GlobalSetup]
    public void Setup()
    {
        _payload = LogLines.Batch(LogLines.Realistic(Lines), out _json);
        Console.WriteLine(
            $"// {Lines} lines, {_json.Length / 1e6:F2} MB of JSON, {_payload.Length / 1e6:F2} MB of payload");
    }

    [Benchmark(Baseline = true)]
    public int Floor()
    {
        var packed = new byte[Base64.GetMaxDecodedFromUtf8Length(_payload.Length)];
        Base64.DecodeFromUtf8(_payload, packed, out _, out var length);
        using var gzip = new GZipStream(new MemoryStream(packed, 0, length), CompressionMode.Decompress);
        var used = 0;
        while (gzip.Read(_unpacked, used, _unpacked.Length - used) is > 0 and var read)
        {
            used += read;
        }

        var reader = new Utf8JsonReader(_unpacked.AsSpan(0, used));
        var tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    [Benchmark]
    public int Batch() => _reader.Read(_payload).Occurrences.Count;

    [Benchmark]
    public int WithoutUnpacking() => _reader.ReadJson(_json).Occurrences.Count;

    [Benchmark]
    public string OneLine() =>
        _classifier.Classify(
            "2026-01-31 10:00:00,123 WARN  [main] com.example.Store - slow query took 812 ms on db-1.internal"u8).Template;
}
