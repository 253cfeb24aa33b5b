using Alerting.Sources.CloudWatchAlarms;

namespace Alerting.Tests.Sources;

public sealed class MetricUnitsTests
{
    [Theory]
    [InlineData("AWS/RDS", "FreeStorageSpace", "Bytes")]
    [InlineData("AWS/ES", "FreeStorageSpace", "Megabytes")]
    [InlineData("AWS/RDS", "CPUUtilization", "Percent")]
    [InlineData("AWS/EC2", "NetworkIn", "Bytes")]
    [InlineData("AWS/SQS", "ApproximateAgeOfOldestMessage", "Seconds")]
    [InlineData("AWS/SQS", "ApproximateNumberOfMessagesVisible", null)]
    [InlineData("AWS/ApplicationELB", "TargetResponseTime", "Seconds")]
    [InlineData("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", null)]
    [InlineData("AWS/ELB", "Latency", "Seconds")]
    [InlineData("AWS/ApiGateway", "Latency", "Milliseconds")]
    [InlineData("AWS/ApiGateway", "IntegrationLatency", "Milliseconds")]
    [InlineData("AWS/RDS", "ReadLatency", "Seconds")]
    [InlineData("AWS/RDS", "CommitLatency", "Milliseconds")]
    [InlineData("AWS/ElastiCache", "GetTypeCmdsLatency", "Microseconds")]
    [InlineData("AWS/Lambda", "Duration", "Milliseconds")]
    [InlineData("AWS/Lambda", "Errors", null)]
    [InlineData("AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "Milliseconds")]
    [InlineData("AWS/Firehose", "DeliveryToS3.DataFreshness", "Seconds")]
    [InlineData("AWS/Firehose", "DeliveryToS3.Bytes", "Bytes")]
    [InlineData("AWS/CloudFront", "5xxErrorRate", "Percent")]
    [InlineData("AWS/EC2", "EBSIOBalance%", "Percent")]
    [InlineData("CWAgent", "disk_used_percent", "Percent")]
    [InlineData("CWAgent", "mem_used", "Bytes")]
    [InlineData("CWAgent", "LogicalDisk % Free Space", "Percent")]
    [InlineData("ContainerInsights", "pod_cpu_utilization", "Percent")]
    [InlineData("ECS/ContainerInsights", "MemoryUtilized", "Megabytes")]
    [InlineData("Shop", "CartBytes", "Bytes")]
    [InlineData("Shop", "queue_age_seconds", "Seconds")]
    [InlineData("Shop", "Utilization", null)]
    [InlineData("Shop", "Latency", null)]
    [InlineData("Shop", "Duration", null)]
    [InlineData("Shop", "gigabytes", "Gigabytes")]
    [InlineData("Shop", "Microseconds", "Microseconds")]
    [InlineData(null, "FreeStorageSpace", null)]
    public void A_name_says_its_unit(string? ns, string metric, string? unit) =>
        MetricUnits.Of(ns, metric, "Average").ShouldBe(unit);

    [Fact]
    public void A_number_of_samples_has_no_unit()
    {
        MetricUnits.Of("AWS/Lambda", "Duration", "SampleCount").ShouldBeNull();
        MetricUnits.Of("AWS/Lambda", "Duration", "TC(100:)").ShouldBeNull();
        MetricUnits.Of("AWS/Lambda", "Duration", "PR(100:200)").ShouldBe("Percent");
        MetricUnits.Of("AWS/Lambda", null, null).ShouldBeNull();
    }
}
