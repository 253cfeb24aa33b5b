using System.CommandLine;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Logs;
using Alerting.Sources.Logs;
using Alerting.Text;

namespace Alerting.Cli;

internal static class ClassifyCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "A file of log lines; - reads standard input.",
        DefaultValueFactory = _ => "-",
    };

    public static Command Create()
    {
        var command = new Command("classify", "Prints the severity, fingerprint and template of each log line.")
        {
            File, Inputs.JsonLines,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var input = Open(parsed.GetValue(File)!);
            await using var output = Console.OpenStandardOutput();
            await ClassifyAsync(input, output, parsed.GetValue(Inputs.JsonLines), cancellation);
            return CommandLine.Done;
        });
        return command;
    }

    private static Stream Open(string path)
    {
        if (path == "-")
            return Console.OpenStandardInput();
        try
        {
            return System.IO.File.OpenRead(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Inputs.CannotRead(path, failure, "log file");
        }
    }

    /// <summary>Flushes after each read, so that it works on the output of <c>tail -f</c>.</summary>
    private static async Task ClassifyAsync(Stream input, Stream output, bool asJson, CancellationToken cancellation)
    {
        using var lines = new ClassifiedLines(asJson);
        var buffer = new byte[64 * 1024];
        var pending = 0;
        while (await input.ReadAsync(buffer.AsMemory(pending), cancellation) is var read and > 0)
        {
            var end = pending + read;
            var done = lines.AddLines(buffer.AsSpan(0, end));
            pending = end - done;
            buffer.AsSpan(done, pending).CopyTo(buffer);
            if (pending == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            await lines.FlushAsync(output, cancellation);
        }
        if (pending > 0)
            lines.Add(buffer.AsSpan(0, pending));
        await lines.FlushAsync(output, cancellation);
    }

    private sealed class ClassifiedLines(bool asJson) : IDisposable
    {
        private readonly LogClassifier _classifier = new(SecretLogKeys.IsSecret);
        private readonly MemoryStream _text = new();
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
            var classified = _classifier.Classify(line.TrimEnd((byte)'\r'));
            if (asJson)
            {
                AddJson(classified);
            }
            else
            {
                _text.Write(System.Text.Encoding.UTF8.GetBytes(
                    $"{classified.Level.ToSeverity().Name(),-8}  {classified.Fingerprint}  {classified.Template}"));
            }
            _text.WriteByte((byte)'\n');
        }

        public async Task FlushAsync(Stream output, CancellationToken cancellation)
        {
            await output.WriteAsync(_text.GetBuffer().AsMemory(0, (int)_text.Length), cancellation);
            await output.FlushAsync(cancellation);
            _text.SetLength(0);
        }

        public void Dispose()
        {
            _json.Dispose();
            _text.Dispose();
        }

        private void AddJson(ClassifiedLine line)
        {
            _json.Reset(_text);
            _json.WriteStartObject();
            _json.WriteString("severity", line.Level.ToSeverity().Name());
            _json.WriteString("fingerprint", line.Fingerprint.ToString());
            _json.WriteString("template", line.Template);
            _json.WriteString("reason", line.Reason);
            _json.WriteEndObject();
            _json.Flush();
        }
    }
}
