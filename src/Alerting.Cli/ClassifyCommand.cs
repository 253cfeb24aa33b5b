using System.CommandLine;

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
}
