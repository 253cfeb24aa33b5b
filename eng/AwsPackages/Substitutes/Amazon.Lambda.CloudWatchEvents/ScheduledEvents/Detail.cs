namespace Amazon.Lambda.CloudWatchEvents.ScheduledEvents;

/// <summary>
/// The detail of a scheduled event, which has none: whatever is in it is not read.
/// See https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html.
/// </summary>
public class Detail;
