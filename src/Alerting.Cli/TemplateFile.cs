using System.Text;
using Alerting.Channels;
using Alerting.Channels.Templating;
using Alerting.Configuration;
using Alerting.Text.Liquid;

namespace Alerting.Cli;

/// <summary>The option <c>--template</c> of <c>render</c>: a file with one template.</summary>
internal static class TemplateFile
{
    /// <param name="given"><c>FILE</c>, or <c>KEY=FILE</c>; null for the configuration's templates.</param>
    /// <param name="channel">Null for all channels: then the file is the text of all.</param>
    public static async Task<AlertingConfig> AddAsync(
        string? given, Channel? channel, AlertingConfig config, CancellationToken cancellation)
    {
        if (given is null)
            return config;
        var named = TemplateKeys.All.FirstOrDefault(key => given.StartsWith(key + "=", StringComparison.Ordinal));
        var path = named is null ? given : given[(named.Length + 1)..];
        var template = Read(path, await Inputs.ReadFileAsync(path, cancellation, "template"));
        string[] keys = named is not null ? [named]
            : channel is not null ? [TemplatedMessage.KeyOf(channel.Options) ?? TemplateKeys.Title]
            : [TemplateKeys.Sms, TemplateKeys.Email, TemplateKeys.Chat];
        return config with
        {
            Templates = keys.Aggregate(config.Templates, (all, key) => all.With(key, template)),
        };
    }

    /// <summary>Says on standard error why a template was not used.</summary>
    /// <returns>Whether it was.</returns>
    public static bool Report(Terminal terminal, string? problem)
    {
        if (problem is not null)
            terminal.Note(problem);
        return problem is null;
    }

    private static LiquidTemplate Read(string path, ReadOnlyMemory<byte> file)
    {
        var source = Encoding.UTF8.GetString(file.Span).TrimStart('\uFEFF');
        var (template, errors) = LiquidTemplate.Parse(source, TemplateModel.Root);
        return template ?? throw new UserException(
            string.Join('\n', errors.Select(error => $"{path}:{Place(source, error.Offset)}: {error.Text}")));
    }

    private static string Place(string source, int offset)
    {
        var before = source.AsSpan(0, Math.Min(offset, source.Length));
        return $"{before.Count('\n') + 1}:{before.Length - before.LastIndexOf('\n')}";
    }
}
