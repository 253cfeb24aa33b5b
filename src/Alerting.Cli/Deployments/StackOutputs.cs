using System.Xml.Linq;

namespace Alerting.Cli.Deployments;

/// <summary>The outputs of a deployed stack.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html</remarks>
internal sealed class StackOutputs(string stack, IReadOnlyDictionary<string, string> values)
{
    private static readonly XNamespace Cloud = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

    public string Stack => stack;

    /// <summary>Throws a <see cref="UserException"/> when the stack does not have the output.</summary>
    public string this[string output] => values.TryGetValue(output, out var value) ? value
        : throw new UserException(
            $"Stack {stack} has no output {output}. Is it an Alerting stack? Deploy the newest template, or name the " +
            "parts one by one.");

    public string? Find(string output) => values.GetValueOrDefault(output);

    public static Task<StackOutputs> ReadAsync(string stack, Func<string, string?> environment) =>
        AwsProblem.ExplainAsync($"stack {stack}", () => ReadStackAsync(stack, environment));

    private static async Task<StackOutputs> ReadStackAsync(string stack, Func<string, string?> environment)
    {
        using var aws = await SignedCalls.CreateAsync(environment);
        var body = $"Action=DescribeStacks&Version=2010-05-15&StackName={Uri.EscapeDataString(stack)}";
        var answer = await aws.PostAsync("cloudformation", body, "application/x-www-form-urlencoded");
        if (answer.IsError)
        {
            throw new UserException(answer.Text.Contains("does not exist", StringComparison.Ordinal)
                ? $"Stack {stack} does not exist in {aws.Region}. Name another with --stack, or set AWS_REGION or " +
                    "AWS_PROFILE."
                : AwsProblem.Refused("CloudFormation", "cloudformation:DescribeStacks", answer, aws.Region));
        }
        var outputs = XDocument.Parse(answer.Text).Descendants(Cloud + "Outputs").Elements(Cloud + "member");
        return new StackOutputs(stack, outputs.ToDictionary(
            output => output.Element(Cloud + "OutputKey")!.Value,
            output => output.Element(Cloud + "OutputValue")!.Value, StringComparer.Ordinal));
    }
}
