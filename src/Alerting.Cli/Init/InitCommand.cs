using System.CommandLine;
using Alerting.Configuration;

namespace Alerting.Cli.Init;

/// <summary><c>alerting init</c>: a first configuration, by five questions or five options.</summary>
internal static class InitCommand
{
    private const string DefaultFile = "alerting.yaml";
    private const string DefaultHours = "mon-fri 08:00-18:00";

    private static readonly Argument<string?> File =
        new("FILE") { Description = "The file to write. Default: alerting.yaml.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> TimeZone = Text("--timezone", "ZONE", "The team's, such as Europe/London.");

    private static readonly Option<string?> Hours =
        Text("--hours", "HOURS", $"When warnings are read, such as \"{DefaultHours}\".");

    private static readonly Option<string?> Phone = Text("--phone", "NUMBER", "Rings for pages: +447700900001.");

    private static readonly Option<string?> Email = Text("--email", "ADDRESS", "Gets pages, and warnings as a digest.");

    private static readonly Option<string?> Chat =
        Text("--chat", "CHAT", $"Shows everything: {string.Join(", ", InitAnswers.Chats)}.");

    private static readonly Option<bool> Force = new("--force") { Description = "Replace the file if it exists." };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("init", "Writes a first configuration by asking five questions.")
        {
            File, TimeZone, Hours, Phone, Email, Chat, Force,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(File) ?? DefaultFile;
            if (System.IO.File.Exists(path) && !parsed.GetValue(Force)
                && terminal.Ask($"{path} exists. Replace it?") != true)
            {
                terminal.Error($"{path} exists and is left as it is. Name another file, or add --force.");
                return CommandLine.No;
            }
            var answers = Answers(terminal, parsed);
            Check(answers, path);
            await System.IO.File.WriteAllTextAsync(path, answers.Yaml, cancellation);
            Explain(terminal, answers, path);
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>Asks for what no option says. Without a terminal it takes the default.</summary>
    private static InitAnswers Answers(Terminal terminal, ParseResult parsed)
    {
        var zone = TimeZoneInfo.Local is { HasIanaId: true, Id: var id } && id.Contains('/', StringComparison.Ordinal)
            ? id : "UTC";
        return new InitAnswers(
            Answer(TimeZone, "Which time zone is the team in?", zone),
            Answer(Hours, "When does somebody read warnings?", DefaultHours),
            Answer(Phone, "Which phone rings for pages, such as +447700900001?", ""),
            Answer(Email, "Which address gets e-mail?", ""),
            Answer(Chat, $"Which chat ({string.Join(", ", InitAnswers.Chats)})?", ""));

        string Answer(Option<string?> option, string question, string byDefault) =>
            (parsed.GetValue(option) ?? terminal.AskFor(question, byDefault) ?? byDefault).Trim();
    }

    private static void Check(InitAnswers answers, string path)
    {
        if (!answers.HasReceiver)
            throw new UserException("Nobody would be notified. Give --phone, --email or --chat.");
        if (answers.Chat.Length > 0 && !InitAnswers.Chats.Contains(answers.Chat))
        {
            throw new UserException(
                $"\"{answers.Chat}\" is not one of the chats. Write {string.Join(", ", InitAnswers.Chats)}.");
        }
        if (answers.Hours.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Length < 3)
            throw new UserException($"\"{answers.Hours}\" is not business hours. Write \"{DefaultHours}\".");
        if (ConfigFile.Load(answers.Yaml, path, _ => null, withNotes: false).Errors is [var error, ..])
            throw new UserException(error.Text);
    }

    private static void Explain(Terminal terminal, InitAnswers answers, string path)
    {
        var next = new List<string> { $"Wrote {path}. Next:" };
        if (answers.Chat.Length > 0)
        {
            next.Add("  aws ssm put-parameter --type SecureString --name " +
                $"{InitAnswers.ChatParameter} --value '<the URL of the webhook>'");
        }
        next.Add($"  alerting check {path}");
        next.Add(answers.Email.Length > 0
            ? $"  sam deploy --guided     # with AlertEmail {answers.Email}" : "  sam deploy --guided");
        next.ForEach(terminal.Exact);
    }

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };
}
