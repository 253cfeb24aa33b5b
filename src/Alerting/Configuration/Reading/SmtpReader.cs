using System.Net;
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
        else if (host.Setting is { IsEmpty: false, HasSecret: false } && CheckHost($"{host.Setting}") is { } problem)
            report.Note(host.Node.Place, ReceiverErrors.DoubtfulAddress(problem));
        if (from.Node is null)
        {
            section.Missing("smtp", "from", "from: alerts@example.com");
        }
        else if (from.Setting is { IsEmpty: false, HasSecret: false }
            && EmailOptions.CheckMail(from.Setting.ToString()) is { } wrong)
        {
            report.Error(from.Node.Place, Finding.OfValue(wrong));
        }
        if (password.Node is { } literal && !literal.Text.Contains("${", StringComparison.Ordinal))
            report.Note(literal.Place, ReceiverErrors.LiteralSecret("smtp password"));
        var port = section.Number("port", 1, 65535) ?? SubmissionPort;
        var options =
            new SmtpOptions(host.Setting, port, section.Setting("user").Setting, password.Setting, from.Setting);
        var isComplete = !host.Setting.IsEmpty && !from.Setting.IsEmpty;
        return new SmtpReader(isComplete ? options : null, isGiven: true,
            isComplete ? [] : [.. host.Unset, .. from.Unset]);
    }

    /// <summary>A URL, a port or a user name in it would only fail when a mail is sent.</summary>
    private static string? CheckHost(string host)
    {
        if (IPAddress.TryParse(host, out _) || IsName(host))
            return null;
        var name = host[(host.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..]
            .Split('/')[0].Split('@')[^1];
        var example = name.Split(':') switch
        {
            [var only] when IsName(only) => $"host: {only}",
            [var first, var port] when IsName(first) && port.All(char.IsAsciiDigit) =>
                $"host: {first} and port: {port}",
            _ => "host: smtp.example.com and port: 587",
        };
        return ConfigErrors.IsNot(host, "a host name", $"Write {example}.");
    }

    private static bool IsName(string host) => host.Length > 0 && host[0] is not ('.' or '-')
        && host.All(sign => char.IsLetterOrDigit(sign) || sign is '.' or '-' or '_');
}
