using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

internal static class Instances
{
    private static readonly MissingData Stopped =
        MissingData.Reported("A stopped instance reports nothing; people should see that.");

    /// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html</remarks>
    public static Service Ec2 { get; } = new("EC2", "AWS/EC2")
    {
        Types = ["AWS::EC2::Instance"],
        FromArn = arn => arn.After("ec2", "instance/"),
        Dimensions = Service.By("InstanceId"),
        Recipes =
        [
            new("status", Kpi.Uptime, "error")
            {
                Metrics = [Maximum("failed", "StatusCheckFailed")],
                Fires = Above(0, "0: AWS's own check of the machine or its system fails."),
                Within = Window.Minutes(3, of: 3),
                Missing = Stopped,
                Description = "A status check of {name} fails: the machine or its operating system does not " +
                    "answer. Stop " +
                    "and start it, which moves it to other hardware.",
            },
            new("CPU", Kpi.Utilisation, "warning")
            {
                Metrics = [Average("cpu", "CPUUtilization")],
                Fires = Above(90, "90 % for 15 min: work begins to queue."),
                Within = Window.FifteenMinutes,
                Missing = Stopped,
                Description = "{name} has used more than 90 % of its CPU for 15 min. Look which process it is.",
            },
        ],
    };

    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html</remarks>
    public static Service NatGateway { get; } = new("NAT gateway", "AWS/NATGateway")
    {
        Types = ["AWS::EC2::NatGateway"],
        FromArn = arn => arn.After("ec2", "natgateway/"),
        Dimensions = Service.By("NatGatewayId"),
        Recipes =
        [
            new("no free ports", Kpi.Utilisation, "error")
            {
                Metrics = [Sum("refused", "ErrorPortAllocation")],
                Fires = Above(0, "0: each one is a connection that could not be made."),
                Within = Window.FiveMinutes,
                Missing = MissingData.Good("Data is missing where nothing was sent."),
                Description = "{name} has no ports left for one destination: connections fail. Look who opens " +
                    "so many, " +
                    "reuse connections, or add an address to the gateway.",
            },
        ],
    };
}
