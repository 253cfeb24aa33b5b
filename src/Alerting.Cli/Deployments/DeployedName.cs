namespace Alerting.Cli.Deployments;

/// <summary>The name or URL of a part of a deployment, and where it comes from when its option is not given.</summary>
/// <param name="Option">The option that names it.</param>
/// <param name="Variable">The environment variable, the same as the functions'.</param>
/// <param name="Output">The output of the stack.</param>
/// <param name="Noun">For people.</param>
internal sealed record DeployedName(string Option, string Variable, string Output, string Noun)
{
    public static readonly DeployedName Table = new("--table", "ALERTING_TABLE", "TableName", "table");

    public static readonly DeployedName Groups =
        new("--groups", "ALERTING_GROUPS_QUEUE", "GroupsQueueUrl", "groups queue");

    public static readonly DeployedName Deliveries =
        new("--deliveries", "ALERTING_DELIVERIES_QUEUE", "DeliveriesQueueUrl", "deliveries queue");

    public static readonly DeployedName DeadLetters =
        new("--queue", "ALERTING_UNDELIVERED_QUEUE", "UndeliveredQueueUrl", "dead-letter queue");

    public static readonly DeployedName Pages = new("--stack", "ALERTING_PAGES_QUEUE", "PagesQueueUrl", "pages queue");

    public static readonly DeployedName DeadGroups = new(
        "--stack", "ALERTING_UNDELIVERED_GROUPS_QUEUE", "UndeliveredGroupsQueueUrl", "dead-letter queue of groups");

    public static readonly DeployedName Answers = new("--url", "ALERT_ANSWER_URL", "AnswerUrl", "URL for answers");

    public static readonly DeployedName Logs = new("--log-group", "ALERTING_LOG_GROUP", "LogGroup", "log group");

    public string Missing =>
        $"Name the {Noun} (output {Output}) with {Option} or {Variable}, or the stack with --stack.";
}
