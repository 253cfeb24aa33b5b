using System.CommandLine;
using Alerting.Channels;
using Alerting.Channels.Reading;
using Alerting.Notifications;

namespace Alerting.Cli;

/// <summary><c>alerting render --all</c>: the message of every channel as files, to look at and to compare.</summary>
internal static class RenderFiles
{
    public static async Task<int> WriteAsync(
        ParseResult parsed, string folder, string? template, Terminal terminal, TimeProvider time,
        CancellationToken cancellation)
    {
        var config = await TemplateFile.AddAsync(template, channel: null,
            await Inputs.LoadConfigAsync(parsed.GetValue(Inputs.Config), cancellation), cancellation);
        var signals = await Inputs.ReadSignalsAsync(parsed.GetValue(Inputs.Event)!, config, cancellation);
        var now = parsed.GetValue(Inputs.At) ?? time.GetUtcNow();
        var writer = new MessageWriter(config);
        Message[] messages = [.. RenderCommand.Notifications(config, signals, now).Select(writer.Write)];
        var isDone = true;
        foreach (var message in messages)
        {
            // One event may make several messages: what fires, and what resolved.
            var mark = messages.Length > 1 ? "-" + message.Kind.Name() : "";
            foreach (var channel in ChannelCatalog.All)
            {
                var (payload, problem) = channel.Write(message);
                isDone &= TemplateFile.Report(terminal, problem);
                foreach (var (extension, text) in PayloadFiles.Of(payload))
                    Write(Path.Combine(folder, $"{channel.Key}{mark}.{extension}"), text, terminal);
            }
        }
        return isDone ? CommandLine.Done : CommandLine.No;
    }

    private static void Write(string path, string text, Terminal terminal)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText(path, text);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Cannot write {path}: {failure.Message}");
        }
        terminal.Exact(path);
    }
}
