using System.CommandLine;
using System.Text.Json;
using Alerting.Alerts;
using Alerting.Channels;
using Alerting.Sources.Logs;

namespace Alerting.Cli;

/// <summary><c>alerting classify</c>: one log line in, one answer out, as fast as they come.</summary>
public static class ClassifyCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "A file of log lines; by default, or as -, standard input.",
        DefaultValueFactory = _ => "-",
    };

    public static Command Create()
    {
        var command = new Command("classify", "Tells of each log line how severe it is, and which lines are of one kind.")
        {
            File, Inputs.Json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var input = Open(parsed.GetValue(File)!);
            await using var output = Console.OpenStandardOutput();
            await ClassifyAsync(input, output, parsed.GetValue(Inputs.Json), cancellation);
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
            throw new UserException($"{path} cannot be read: {failure.Message}");
        }
    }

    /// <summary>Answers are flushed with each piece of input, so that a log that is followed is answered as it grows.</summary>
    private static async Task ClassifyAsync(Stream input, Stream output, bool asJson, CancellationToken cancellation)
    {
        using var answers = new LineAnswers(asJson);
        var buffer = new byte[64 * 1024];
        var held = 0;
        while (await input.ReadAsync(buffer.AsMemory(held), cancellation) is var read and > 0)
        {
            var end = held + read;
            var done = answers.AddLines(buffer.AsSpan(0, end));
            held = end - done;
            buffer.AsSpan(done, held).CopyTo(buffer);
            if (held == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            await answers.FlushAsync(output, cancellation);
        }
        if (held > 0)
            answers.Add(buffer.AsSpan(0, held));
        await answers.FlushAsync(output, cancellation);
    }

    /// <summary>Collects the answers to lines, as JSON lines or in columns.</summary>
    private sealed class LineAnswers(bool asJson) : IDisposable
    {
        private readonly LogClassifier _classifier = new();
        private readonly MemoryStream _text = new();
        private readonly Utf8JsonWriter _json = new(Stream.Null, JsonText.Relaxed);

        /// <summary>Answers every whole line; returns how many bytes they took.</summary>
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
            var answer = _classifier.Classify(line.TrimEnd((byte)'\r'));
            if (asJson)
                AddJson(answer);
            else
                _text.Write(System.Text.Encoding.UTF8.GetBytes($"{answer.Severity.Name(),-8}  {answer.Fingerprint}  {answer.Template}"));
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

        private void AddJson(ClassifiedLine answer)
        {
            _json.Reset(_text);
            _json.WriteStartObject();
            _json.WriteString("severity", answer.Severity.Name());
            _json.WriteString("fingerprint", answer.Fingerprint.ToString());
            _json.WriteString("template", answer.Template);
            _json.WriteString("reason", answer.Reason);
            _json.WriteEndObject();
            _json.Flush();
        }
    }
}
