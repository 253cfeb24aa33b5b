namespace Alerting.Grouping.Storage;

/// <summary>How much of an alert is stored: in bytes as a whole, and in characters of each text.</summary>
internal sealed record AlertSizeLimits(int Bytes, int Labels, int Text, int Links, int Url, int Facts, int Fact,
    int Samples, int Sample)
{
    /// <summary>Most groups have one alert, which is kept almost entirely.</summary>
    private const int Few = 3;

    private static readonly AlertSizeLimits Ample =
        new(16_000, Labels: 3000, Text: 4000, Links: 10, Url: 2000, Facts: 20, Fact: 300, Samples: 3, Sample: 1000);

    /// <summary>Fits CloudWatch's longest description.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html</remarks>
    private static readonly AlertSizeLimits Detailed =
        new(4000, Labels: 1000, Text: 1024, Links: 6, Url: 2000, Facts: 6, Fact: 100, Samples: 3, Sample: 300);

    /// <summary>200 of these, the more detailed ones and a few messages stay within the store's 400 KB.</summary>
    private static readonly AlertSizeLimits Brief =
        new(800, Labels: 300, Text: 90, Links: 1, Url: 200, Facts: 0, Fact: 0, Samples: 0, Sample: 0);

    public bool IsBrief => this == Brief;

    public static AlertSizeLimits Of(int place, int inDetail) =>
        place < Few ? Ample : place <= inDetail ? Detailed : Brief;
}
