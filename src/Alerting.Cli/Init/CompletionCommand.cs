using System.CommandLine;
using System.CommandLine.Completions;

namespace Alerting.Cli.Init;

/// <summary><c>alerting completion SHELL</c>: a script by which a shell asks this program what may come next.</summary>
internal static class CompletionCommand
{
    private const string Directive = "[suggest";

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # eval "$(alerting completion bash)"
            _alerting() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(alerting "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _alerting alerting
            """,
        ["zsh"] = """
            # source <(alerting completion zsh)
            _alerting() {
              local -a found
              found=("${(@f)$(alerting "[suggest]" "${words[*]}" 2>/dev/null)}")
              compadd -a found || _files
            }
            compdef _alerting alerting
            """,
        ["fish"] = """
            # alerting completion fish > ~/.config/fish/completions/alerting.fish
            complete -c alerting -a '(alerting "[suggest]" (commandline -cp) 2>/dev/null)'
            """,
        ["powershell"] = """
            # alerting completion powershell | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName alerting -ScriptBlock {
              param($word, $line, $position)
              alerting "[suggest:$position]" "$line" | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
              }
            }
            """,
    };

    private static readonly Argument<string> Shell = new("SHELL")
    {
        Description = $"{string.Join(", ", Scripts.Keys)}.",
        CompletionSources = { _ => Scripts.Keys.Select(name => new CompletionItem(name)) },
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("completion", "Writes a script that completes commands and options in a shell.")
        {
            Shell,
        };
        command.SetAction(parsed =>
        {
            var shell = parsed.GetValue(Shell)!;
            if (!Scripts.TryGetValue(shell, out var script))
                throw new UserException($"\"{shell}\" is not a shell. Write {string.Join(", ", Scripts.Keys)}.");
            terminal.Exact(script);
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>Answers a script: the words that may come next on the line. False if nobody asks.</summary>
    /// <param name="args"><c>[suggest:POSITION] LINE</c>, where the line begins with the name of this program.</param>
    public static bool TryAnswer(RootCommand root, IReadOnlyList<string> args, Terminal terminal)
    {
        if (args is not [var directive, var line] || !directive.StartsWith(Directive, StringComparison.Ordinal))
            return false;
        if (int.TryParse(directive.AsSpan(Directive.Length).Trim("[:]"), out var position) && position < line.Length)
            line = line[..Math.Max(0, position)];
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var typed = space < 0 ? "" : line[(space + 1)..];
        foreach (var item in root.Parse(typed).GetCompletions(typed.Length))
            terminal.Exact(item.InsertText ?? item.Label);
        return true;
    }
}
