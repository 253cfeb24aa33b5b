using System.CommandLine;
using System.CommandLine.Parsing;
using Alerting.Cli.Alarms.Reading;
using Alerting.Cli.Alarms.Writing;

namespace Alerting.Cli.Alarms;

/// <summary><c>alerting alarms</c>: a CloudFormation template with alarms for a list of resources.</summary>
internal static class AlarmsCommand
{
    private static readonly Argument<string?> File = new("FILE")
    {
        Description = "ARNs, one a line; the JSON of 'aws resourcegroupstaggingapi get-resources' or of 'aws " +
            "cloudformation list-stack-resources'; or a CloudFormation or SAM template. - reads standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> Metrics = new("--metric")
    {
        Description = "An alarm on a figure of your own, 'Shop/Orders:Sum<1/15m', with dimensions and severity " +
            "'Shop/Orders{Channel=web}:Sum<1/15m@critical'. May be repeated.",
        HelpName = "METRIC",
        Validators = { CustomMetric.Check },
    };

    private static readonly Option<string?> Runbooks = new("--runbooks")
    {
        Description = "Where the runbooks are: each description ends with a link such as URL/lambda-errors.",
        HelpName = "URL",
        Validators = { OnlyUrls },
    };

    private static readonly Option<AlarmParts?> Part = new("--part")
    {
        Description = "A part of the alarms, for more of them than one template may have.",
        HelpName = "N/COUNT",
        CustomParser = ParsePart,
    };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("alarms", "Writes CloudWatch alarms for your resources, as a CloudFormation " +
            "template.")
        {
            File, Metrics, Runbooks, Part,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var metrics = (parsed.GetValue(Metrics) ?? []).Select(CustomMetric.Parse).ToList();
            var inventory = parsed.GetValue(File) is { } file
                ? ResourceInput.Read(await Inputs.ReadFileAsync(file, cancellation, "list of resources"))
                : metrics.Count > 0 ? new Inventory() : throw new UserException("FILE is missing. See 'alerting " +
                    "alarms --help'.");
            var alarms = AlarmPlan.AlarmsOf([.. Completion.Of(inventory), .. metrics]);
            foreach (var note in inventory.Notes)
                terminal.Error(note);
            if (alarms.Count == 0)
            {
                terminal.Error("No alarms: the input names no resource that this command knows.");
                return CommandLine.No;
            }
            var part = parsed.GetValue(Part) ?? AlarmParts.Whole;
            var plan = new AlarmPlan(part.Take(alarms), parsed.GetValue(Runbooks), part.Title);
            terminal.Exact(new AlarmTemplate(plan).Write().TrimEnd());
            return CommandLine.Done;
        });
        return command;
    }

    private static AlarmParts? ParsePart(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (AlarmParts.Parse(text) is { } part)
            return part;
        argument.AddError($"\"{text}\" is not a part. Write it as 1/2, up to 1000 parts.");
        return null;
    }

    private static void OnlyUrls(OptionResult option)
    {
        if (option.Tokens is [{ Value: var text }]
            && !(Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http"))
        {
            option.AddError($"\"{text}\" is not a URL. Write it as https://wiki.example.com/runbooks.");
        }
    }
}
