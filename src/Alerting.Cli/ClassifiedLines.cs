using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Alerting.Alerts;
using Alerting.Logs;
using Alerting.Sources.Logs;
using Alerting.Text;

namespace Alerting.Cli;

/// <summary>Classifies log lines and writes the answers in UTF-8, without a string for each.</summary>
internal sealed class ClassifiedLines(bool asJson) : IDisposable
{
    private const int LongestReason = 256;

    private static readonly byte[][] Severities =
        [.. Enum.GetValues<Severity>().Select(severity => Encoding.UTF8.GetBytes($"{severity.Name(),-8}  "))];

    private readonly LogClassifier _classifier = new(SecretLogKeys.IsSecret);
    private readonly ArrayBufferWriter<byte> _text = new(1 << 17);
    private readonly Utf8JsonWriter _json = new(Stream.Null, JsonText.Relaxed);

    /// <summary>Classifies every complete line; returns how many bytes they took.</summary>
    public int AddLines(ReadOnlySpan<byte> text)
    {
        var done = 0;
        while (text[done..].IndexOf((byte)'\n') is var length and >= 0)
        {
            Add(text.Slice(done, length));
            done += length + 1;
        }
        return done;
    }

    public void Add(ReadOnlySpan<byte> line)
    {
        _classifier.Classify(line.TrimEnd((byte)'\r'), out var verdict);
        if (asJson)
            AddJson(verdict);
        else
            AddText(verdict);
        _text.Write("\n"u8);
    }

    public async Task FlushAsync(Stream output, CancellationToken cancellation)
    {
        await output.WriteAsync(_text.WrittenMemory, cancellation);
        await output.FlushAsync(cancellation);
        _text.ResetWrittenCount();
    }

    public void Dispose() => _json.Dispose();

    private void AddText(in LogVerdict verdict)
    {
        _text.Write(Severities[(int)verdict.Level.ToSeverity()]);
        _text.Advance(WriteFingerprint(verdict.Fingerprint, _text.GetSpan(16)));
        _text.Write("  "u8);
        _text.Write(Valid(verdict.Template));
    }

    private void AddJson(in LogVerdict verdict)
    {
        Span<byte> fingerprint = stackalloc byte[16];
        Span<byte> reason = stackalloc byte[LongestReason];
        WriteFingerprint(verdict.Fingerprint, fingerprint);
        _json.Reset(_text);
        _json.WriteStartObject();
        _json.WriteString("severity"u8, Severities[(int)verdict.Level.ToSeverity()].AsSpan().TrimEnd((byte)' '));
        _json.WriteString("fingerprint"u8, fingerprint);
        _json.WriteString("template"u8, Valid(verdict.Template));
        _json.WriteString("reason"u8, Valid(reason[..verdict.Reason.Write(reason)]));
        _json.WriteEndObject();
        _json.Flush();
    }

    private static int WriteFingerprint(LogFingerprint fingerprint, Span<byte> target) =>
        Utf8Formatter.TryFormat(fingerprint.Value, target, out var length, new StandardFormat('x', 16)) ? length : 0;

    /// <summary>A log may have any bytes; what is not UTF-8 becomes U+FFFD.</summary>
    private static ReadOnlySpan<byte> Valid(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
}
