using static Alerting.Cli.Alarms.Limit;
using static Alerting.Cli.Alarms.RecipeMetric;

namespace Alerting.Cli.Alarms.Services;

/// <remarks>https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html</remarks>
internal static class Certificates
{
    private static readonly Window Daily = Window.One(TimeSpan.FromDays(1));

    private static readonly MissingData Unchanged = MissingData.Ignored("ACM reports twice a day, and nothing " +
        "after the expiry.");

    public static Service Acm { get; } = new("ACM", "AWS/CertificateManager")
    {
        Types = ["AWS::CertificateManager::Certificate"],
        FromArn = arn => arn.After("acm", "certificate/") is null ? null : arn.Text,
        NameOf = arn => arn.Split('/')[^1],
        Dimensions = Service.By("CertificateArn"),
        Recipes =
        [
            new("expires in a month", Kpi.Uptime, "warning")
            {
                Metrics = [Minimum("days", "DaysToExpiry")],
                Fires = Below(30, "30 days: ACM renews its own certificates 60 days before, so that this " +
                    "renewal failed."),
                Within = Daily,
                Missing = Unchanged,
                Description = "The certificate {name} expires in less than 30 days and was not renewed. Look at its " +
                    "validation in ACM; import a new one if it was imported.",
            },
            new("expires in a week", Kpi.Uptime, "error")
            {
                Metrics = [Minimum("days", "DaysToExpiry")],
                Fires = Below(7, "7 days: then browsers refuse the site."),
                Within = Daily,
                Missing = Unchanged,
                Description = "The certificate {name} expires in less than 7 days; then browsers refuse the site. " +
                    "Renew it today.",
            },
        ],
    };
}
