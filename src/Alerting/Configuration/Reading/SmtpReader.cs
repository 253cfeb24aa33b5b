using Alerting.Channels.Email;
using Alerting.Configuration.Yaml;

namespace Alerting.Configuration.Reading;

internal sealed class SmtpReader(SmtpOptions? options, bool isGiven, IReadOnlyList<string> unset)
{
    private const int SubmissionPort = 587;

    public SmtpOptions? Options { get; } = options;

    /// <summary>Whether the file has an smtp section, valid or not.</summary>
    public bool IsGiven { get; } = isGiven;

    /// <summary>The unset variables that leave the server without a host or sender.</summary>
    public IReadOnlyList<string> Unset { get; } = unset;

    public static SmtpReader Read(Node? node, Report report)
    {
        if (node is null || Section.Open(node, Keys.Smtp, report) is not { } section)
            return new SmtpReader(null, isGiven: node is not null, []);
        var host = section.Setting("host");
        var from = section.Setting("from");
        var password = section.Setting("password");
        if (host.Node is null)
            section.Missing("smtp", "host", "host: email-smtp.eu-west-1.amazonaws.com");
        if (from.Node is null)
        {
            section.Missing("smtp", "from", "from: alerts@example.com");
        }
        else if (from.Setting is { IsEmpty: false, HasSecret: false }
            && EmailOptions.CheckMail(from.Setting.ToString()) is { } wrong)
        {
            report.Error(from.Node.Place, wrong);
        }
        if (password.Node is { } literal && !literal.Text.Contains("${", StringComparison.Ordinal))
            report.Note(literal.Place, ConfigErrors.LiteralSecret("smtp password"));
        var port = section.Number("port", 1, 65535) ?? SubmissionPort;
        var options =
            new SmtpOptions(host.Setting, port, section.Setting("user").Setting, password.Setting, from.Setting);
        var isComplete = !host.Setting.IsEmpty && !from.Setting.IsEmpty;
        return new SmtpReader(isComplete ? options : null, isGiven: true,
            isComplete ? [] : [.. host.Unset, .. from.Unset]);
    }
}
