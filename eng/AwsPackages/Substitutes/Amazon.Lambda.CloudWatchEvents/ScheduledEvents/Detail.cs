namespace Amazon.Lambda.CloudWatchEvents.ScheduledEvents;

/// <summary>
/// A scheduled event has no detail, so nothing is read.
/// See https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html.
/// </summary>
public class Detail;
