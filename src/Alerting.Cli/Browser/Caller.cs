using System.Xml.Linq;
using Alerting.Cli.Deployments;
using Alerting.Configuration;

namespace Alerting.Cli.Browser;

/// <summary>The AWS identity that the console acts with.</summary>
internal sealed record Caller(string Arn)
{
    private static readonly XNamespace Sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    /// <summary>The last part of the ARN: the user, or the session of the role, which is often an e-mail address.</summary>
    public string Name => Arn[(Arn.LastIndexOfAny(['/', ':']) + 1)..];

    /// <summary>The person in the configuration with this key, name or address; else the name itself.</summary>
    public string PersonIn(AlertingConfig? config) =>
        config?.People.Values.FirstOrDefault(Is)?.Key ?? Name;

    /// <remarks>https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html</remarks>
    public static Task<Caller> ReadAsync(Func<string, string?> environment) =>
        AwsProblem.ExplainAsync("these credentials", async () =>
        {
            using var aws = await SignedCalls.CreateAsync(environment);
            var answer = await aws.PostAsync(
                "sts", "Action=GetCallerIdentity&Version=2011-06-15", "application/x-www-form-urlencoded");
            if (answer.IsError)
                throw new UserException(AwsProblem.Refused("STS", "sts:GetCallerIdentity", answer, aws.Region));
            return new Caller(XDocument.Parse(answer.Text).Descendants(Sts + "Arn").First().Value);
        });

    private bool Is(Person person) => IsName(person.Key) || IsName(person.Name)
        || person.Targets.Any(target => target.Channel == "email"
            && target.Options.Any(option => IsName(option.Value.ToString())));

    private bool IsName(string text) => string.Equals(text, Name, StringComparison.OrdinalIgnoreCase);
}
